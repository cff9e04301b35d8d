import { join } from 'node:path';
import { diffSteps } from '@timeferry/analysis/diff-programs';
import { Recall } from '@timeferry/analysis/judge/recall';
import type { StateModel } from '@timeferry/analysis/state-model';
import { type PlacedRule, readRules } from '@timeferry/analysis/transfer-rules';
import { UserError } from '@timeferry/project/user-error';
import { findingsOf } from './findings.ts';
import { Latest } from './latest.ts';
import type { OpenDocuments } from './open-documents.ts';
import { type OpenedProject, openProjectVersions } from './open-project-versions.ts';
import { isBelow, isDependency } from './project-roots.ts';
import type { Snapshot } from './snapshot.ts';
import { takeSteps } from './take-steps.ts';
import { transferTexts } from './transfer-texts.ts';

/** Enough for edits that stand in a queue to be followed before the diff is made again; an edit that comes later takes it back. */
const PAUSE_MS = 5;

export interface HostEvents {
  /** A new snapshot; null where the versions cannot be compared. */
  updated(host: ProjectHost, snapshot: Snapshot | null): void;
  /** The project cannot be opened; one sentence for the user. */
  failed(host: ProjectHost, message: string): void;
  /** Runs the opening of the versions with progress in the editor. */
  loading<T>(host: ProjectHost, load: (step: (message: string) => Promise<void>) => Promise<T>): Promise<T>;
}

interface Compared {
  readonly past: StateModel;
  readonly model: StateModel;
  readonly rules: readonly PlacedRule[];
  readonly snapshot: Snapshot;
}

/** Both versions of one program, and what is known of their difference while documents change. */
export class ProjectHost {
  /** Absolute path of the future version. */
  readonly root: string;
  readonly #documents: OpenDocuments;
  readonly #pastSpec: () => string | undefined;
  readonly #events: HostEvents;
  readonly #latest: Latest<Snapshot | null>;
  #opened: OpenedProject | null = null;
  /** The past version seldom changes while the future one is typed. */
  #pastModel: StateModel | null = null;
  /** What the transfer modules say of renames. */
  #rules: readonly PlacedRule[] | null = null;
  /** The last comparison, and what it was made from. */
  #last: Compared | null = null;
  /** What these comparisons have found out. */
  readonly #recall = new Recall();
  /** Aborted once the past version is another one. */
  #past = new AbortController();

  /** `pastSpec` is the editor's own setting for the past version, which goes before `timeferry.json`. */
  constructor(root: string, documents: OpenDocuments, pastSpec: () => string | undefined, events: HostEvents) {
    this.root = root;
    this.#documents = documents;
    this.#pastSpec = pastSpec;
    this.#events = events;
    const updated = (snapshot: Snapshot | null) => events.updated(this, snapshot);
    this.#latest = new Latest((signal) => this.#update(signal), updated, PAUSE_MS);
  }

  /** What is known once all edits so far are judged; null where the versions cannot be compared. */
  snapshot(): Promise<Snapshot | null> {
    return this.#latest.value();
  }

  /** Follows a document that was edited or closed, or a file that changed on disk, in either version. */
  fileChanged(file: string): void {
    // Versions of one repository share their dependencies.
    const isPast = isDependency(file) || (this.#opened !== null && isBelow(this.#opened.roots.past, file));
    if (isPast) {
      this.#forgetPast();
      this.#latest.invalidate();
    }
    if (this.#opened !== null && isBelow(this.#opened.roots.transfer, file)) {
      this.#rules = null;
      this.#latest.invalidate();
    }
    if (!isBelow(this.root, file)) return;
    this.#opened?.future.setText(file, this.#documents.get(file)?.getText());
    this.#latest.invalidate();
  }

  /** Opens both versions again: settings, or the set of their files, have changed. */
  reload(): void {
    this.#opened = null;
    this.#rules = null;
    this.#forgetPast();
    this.#latest.invalidate();
  }

  #forgetPast(): void {
    this.#past.abort();
    this.#past = new AbortController();
    this.#pastModel = null;
  }

  async #update(signal: AbortSignal): Promise<Snapshot | null> {
    try {
      return await this.#judge(signal);
    } catch (error) {
      signal.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      const isFault = !(error instanceof UserError);
      // Where it is goes to the log of the server.
      if (isFault) console.error(error);
      this.#events.failed(this, isFault ? `This is a fault of Timeferry itself: ${message}` : message);
      return null;
    }
  }

  async #judge(signal: AbortSignal): Promise<Snapshot | null> {
    if (this.#opened !== null && this.#pastModel !== null) return this.#compare(this.#opened, this.#pastModel, signal);
    return this.#events.loading(this, async (step) => {
      await step('opening both versions');
      this.#opened ??= this.#open();
      if (this.#opened === null) return null;
      const opened = this.#opened;
      await step('reading the state of both versions');
      // Edits of the future version do not take this back.
      const past = await takeSteps(opened.pastModel(), this.#past.signal);
      this.#pastModel = past;
      return this.#compare(opened, past, signal);
    });
  }

  #open(): OpenedProject | null {
    const opened = openProjectVersions(this.root, this.#pastSpec());
    for (const file of this.#documents.files()) {
      if (isBelow(this.root, file)) opened?.future.setText(file, this.#documents.get(file)?.getText());
    }
    return opened;
  }

  async #compare({ future, roots, limit }: OpenedProject, past: StateModel, signal: AbortSignal): Promise<Snapshot> {
    const model = await takeSteps(future.modelSteps(limit), signal);
    this.#rules ??= readRules(transferTexts(roots, this.#documents));
    const textOf = remembering((file) => this.#documents.textOf(join(this.root, file)));
    const rules = this.#rules;
    const last = this.#last;
    if (last?.past === past && last.rules === rules && last.model === model) return { ...last.snapshot, textOf };
    const diff = await takeSteps(diffSteps(past, model, rules, this.#recall), signal);
    const texts = { past: remembering((file) => this.#documents.textOf(join(roots.past, file))), future: textOf };
    const snapshot = { roots, diff, findings: findingsOf(diff, texts), textOf };
    this.#last = { past, model, rules, snapshot };
    return snapshot;
  }
}

/** Reads each file once. */
function remembering(read: (file: string) => string): (file: string) => string {
  const texts = new Map<string, string>();
  return (file) => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const text = read(file);
    texts.set(file, text);
    return text;
  };
}
