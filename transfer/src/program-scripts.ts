import { realpathSync } from 'node:fs';
import type { Debugger } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import type { LiveHandles } from './live-handles.ts';

/** A script that the process has compiled from a file. */
export interface LiveScript {
  readonly id: string;
  /** Real path of the file, symbolic links followed. */
  readonly path: string;
  /** Path as the process names the file, which `require.cache` uses. */
  readonly filename: string;
  readonly esm: boolean;
  readonly sourceMapUrl: string;
  /** Variables at its top, where that is inside of a function which holds all that the script does. */
  wraps?: ReadonlySet<string>;
}

/** A text that is put in at an offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The scripts of a process, kept up to date while the debugger is enabled. */
export class ProgramScripts {
  readonly #live: LiveHandles;
  readonly #scripts: LiveScript[] = [];
  readonly #ofRuntime = new Set<string>();
  readonly #sources = new Map<string, string>();
  /** By script, in the order of their original offsets. */
  readonly #inserted = new Map<string, readonly { readonly at: number; readonly length: number }[]>();
  readonly #stop: () => void;

  private constructor(live: LiveHandles) {
    this.#live = live;
    this.#stop = live.session.on<Debugger.ScriptParsedEventDataType>('Debugger.scriptParsed', (script) => {
      if (script.url.startsWith('node:')) this.#ofRuntime.add(script.scriptId);
      const filename = fileOf(script.url);
      if (filename === undefined) return;
      this.#scripts.push({
        id: script.scriptId,
        path: realPath(filename),
        filename,
        esm: script.isModule === true,
        sourceMapUrl: script.sourceMapURL ?? '',
      });
    });
  }

  /** Enables the debugger, with which the process names all its scripts; its own `debugger` statements do not stop it. */
  static async open(live: LiveHandles): Promise<ProgramScripts> {
    const scripts = new ProgramScripts(live);
    // Scripts are named only when the debugger becomes enabled, so one that is enabled already starts anew.
    await live.send('Debugger.disable');
    await live.send('Debugger.enable');
    await live.send('Debugger.setSkipAllPauses', { skip: true });
    return scripts;
  }

  get all(): readonly LiveScript[] {
    return this.#scripts;
  }

  /** Whether a script is part of the runtime. */
  isOfRuntime(id: string): boolean {
    return this.#ofRuntime.has(id);
  }

  /** The text that the process compiled. */
  async source(script: LiveScript): Promise<string> {
    const known = this.#sources.get(script.id);
    if (known !== undefined) return known;
    const answer = await this.#live.send<{ scriptSource: string }>('Debugger.getScriptSource', { scriptId: script.id });
    this.#sources.set(script.id, answer.scriptSource);
    return answer.scriptSource;
  }

  /** Inserts texts without line breaks into a script. Gives what the process answers: `Ok`, or why it could not. */
  async insert(script: LiveScript, inserts: readonly Insertion[]): Promise<string> {
    let source = await this.source(script);
    for (const { at, text } of inserts.toSorted((a, b) => b.at - a.at)) {
      source = source.slice(0, at) + text + source.slice(at);
    }
    const params = { scriptId: script.id, scriptSource: source };
    const answer = await this.#live.send<{ status?: string }>('Debugger.setScriptSource', params);
    const status = answer.status ?? 'Ok';
    if (status !== 'Ok') return status;
    const added = inserts.map(({ at, text }) => ({ at: this.originalOffset(script, at), length: text.length }));
    this.#sources.set(script.id, source);
    this.#inserted.set(
      script.id,
      [...(this.#inserted.get(script.id) ?? []), ...added].sort((a, b) => a.at - b.at),
    );
    return status;
  }

  /** Where what stands at an offset of a script stood before anything was inserted. */
  originalOffset(script: LiveScript, offset: number): number {
    let shift = 0;
    for (const { at, length } of this.#inserted.get(script.id) ?? []) {
      if (at + shift >= offset) break;
      shift += Math.min(length, offset - at - shift);
    }
    return offset - shift;
  }

  close(): void {
    this.#stop();
  }
}

function fileOf(url: string): string | undefined {
  if (url.startsWith('/')) return url;
  if (!url.startsWith('file://')) return undefined;
  try {
    return fileURLToPath(url.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
}

/** The path with symbolic links followed; the path itself where no such file exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
