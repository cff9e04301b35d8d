import { join, relative, sep } from 'node:path';
import { diffModels } from '@timeferry/analysis/diff-programs';
import type { StateModel } from '@timeferry/analysis/state-model';
import { hasSyntaxErrors } from './declaration-syntax.ts';
import { findingsOf } from './findings.ts';
import { Latest } from './latest.ts';
import type { OpenDocuments } from './open-documents.ts';
import { type OpenedProject, openProjectPrograms } from './open-project-programs.ts';
import { isBelow } from './project-roots.ts';
import type { Snapshot } from './snapshot.ts';

/** How long typing must pause before the diff is made again. */
const PAUSE_MS = 150;

export interface HostEvents {
  /** A new snapshot; null where the versions cannot be compared. */
  updated(host: ProjectHost, snapshot: Snapshot | null): void;
  /** The project cannot be opened; one sentence for the user. */
  failed(host: ProjectHost, message: string): void;
  /** Runs the opening of the versions with progress in the editor. */
  loading<T>(host: ProjectHost, load: (step: (message: string) => Promise<void>) => Promise<T>): Promise<T>;
}

/** Both versions of one program, and what is known of their difference while documents change. */
export class ProjectHost implements Disposable {
  /** Absolute path of the future version. */
  readonly root: string;
  readonly #documents: OpenDocuments;
  readonly #pastSpec: () => string | undefined;
  readonly #events: HostEvents;
  readonly #latest: Latest<Snapshot | null>;
  #opened: OpenedProject | null = null;
  /** The past version seldom changes while the future one is typed. */
  #pastModel: StateModel | null = null;

  /** `pastSpec` is the editor's own setting for the past version, which goes before `timeferry.json`. */
  constructor(root: string, documents: OpenDocuments, pastSpec: () => string | undefined, events: HostEvents) {
    this.root = root;
    this.#documents = documents;
    this.#pastSpec = pastSpec;
    this.#events = events;
    this.#latest = new Latest(() => this.#update(), PAUSE_MS);
  }

  /** What is known once all edits so far are judged; null where the versions cannot be compared. */
  snapshot(): Promise<Snapshot | null> {
    return this.#latest.value();
  }

  /** Follows a document that was edited or closed, or a file that changed on disk, in either version. */
  fileChanged(file: string): void {
    const { past, future } = this.#opened ?? {};
    if (past && isBelow(past.root, file)) {
      past.setText(file, undefined);
      this.#pastModel = null;
      this.#latest.invalidate();
    }
    if (!isBelow(this.root, file)) return;
    future?.setText(file, this.#documents.get(file)?.getText());
    this.#latest.invalidate();
  }

  /** Opens both versions again: settings, or the set of their files, have changed. */
  reload(): void {
    this.#opened = null;
    this.#pastModel = null;
    this.#latest.invalidate();
  }

  [Symbol.dispose](): void {
    this.#latest[Symbol.dispose]();
  }

  async #update(): Promise<Snapshot | null> {
    const snapshot = await this.#judge().catch((error: unknown) => {
      this.#events.failed(this, error instanceof Error ? error.message : String(error));
      return null;
    });
    this.#events.updated(this, snapshot);
    return snapshot;
  }

  async #judge(): Promise<Snapshot | null> {
    if (this.#opened !== null) return this.#compare(this.#opened);
    return this.#events.loading(this, async (step) => {
      await step('opening both versions');
      const opened = openProjectPrograms(this.root, this.#pastSpec());
      this.#opened = opened;
      if (opened === null) return null;
      for (const file of this.#documents.files()) {
        if (isBelow(this.root, file)) opened.future.setText(file, this.#documents.get(file)?.getText());
      }
      await step('reading the state of both versions');
      return this.#compare(opened);
    });
  }

  /** Runs in one go, so that what it gives speaks of the documents as they are. */
  #compare({ past, future, roots, limits }: OpenedProject): Snapshot {
    this.#pastModel ??= past.model(limits.past);
    const diff = diffModels(this.#pastModel, future.model(limits.future));
    const textOf = (file: string) => this.#documents.textOf(join(this.root, file));
    const texts = { past: (file: string) => this.#documents.textOf(join(roots.past, file)), future: textOf };
    return { roots, diff, findings: findingsOf(diff, texts, this.#brokenFiles()), textOf };
  }

  #brokenFiles(): Set<string> {
    const broken = new Set<string>();
    for (const file of this.#documents.files()) {
      if (!isBelow(this.root, file)) continue;
      if (hasSyntaxErrors(file, this.#documents.textOf(file)))
        broken.add(relative(this.root, file).split(sep).join('/'));
    }
    return broken;
  }
}
