import type { OpenDocuments } from './open-documents.ts';
import { type HostEvents, ProjectHost } from './project-host.ts';
import { configuredRoots, isBelow, transferFolderOf, versionRootOf } from './project-roots.ts';

/** The programs of the workspace, each opened when a file of it is asked about. */
export class Projects {
  readonly #documents: OpenDocuments;
  readonly #pastSpec: () => string | undefined;
  readonly #events: HostEvents;
  #folders: readonly string[];
  readonly #hosts = new Map<string, ProjectHost>();
  /** Folder of transfer modules to root of the future version. */
  readonly #transfers = new Map<string, string>();

  constructor(
    folders: readonly string[],
    documents: OpenDocuments,
    pastSpec: () => string | undefined,
    events: HostEvents,
  ) {
    this.#folders = folders;
    this.#documents = documents;
    this.#pastSpec = pastSpec;
    this.#events = events;
    this.#findTransfers();
  }

  all(): Iterable<ProjectHost> {
    return this.#hosts.values();
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.#findTransfers();
  }

  /** The program that a source, or a transfer module, belongs to; null for a foreign file. */
  of(file: string): { readonly host: ProjectHost; readonly isTransfer: boolean } | null {
    for (const [folder, root] of this.#transfers) {
      if (isBelow(folder, file)) return { host: this.at(root), isTransfer: true };
    }
    const root = versionRootOf(file, this.#folders);
    if (root === null) return null;
    const host = this.at(root);
    // Opening it may just have told where its transfer modules are.
    return { host, isTransfer: isBelow(transferFolderOf(root), file) };
  }

  /** The program whose future version is this folder. */
  at(root: string): ProjectHost {
    const known = this.#hosts.get(root);
    if (known !== undefined) return known;
    const host = new ProjectHost(root, this.#documents, this.#pastSpec, this.#events);
    this.#hosts.set(root, host);
    this.#transfers.set(transferFolderOf(root), root);
    return host;
  }

  /** Settings have changed: everything is read again. */
  reload(): void {
    this.#findTransfers();
    for (const host of this.#hosts.values()) host.reload();
  }

  #findTransfers(): void {
    this.#transfers.clear();
    const roots = [...this.#folders.flatMap((folder) => configuredRoots(folder)), ...this.#hosts.keys()];
    for (const root of roots) this.#transfers.set(transferFolderOf(root), root);
  }
}
