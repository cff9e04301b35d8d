import path from 'node:path';
import { Handles, Source } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Stop } from './stopped-view.ts';
import type { ValueView } from './value-view.ts';

/** One stop in the terms of the debug adapter protocol. What it hands out holds until the next stop. */
export class StopPresenter {
  readonly #line: (line: number) => number;
  readonly #column: (column: number) => number;
  readonly #opened = new Handles<() => readonly ValueView[]>();
  #stop: Stop | null = null;

  /** `line` and `column` turn positions that count from 1 into the editor's. */
  constructor(line: (line: number) => number, column: (column: number) => number) {
    this.#line = line;
    this.#column = column;
  }

  present(stop: Stop | null): void {
    this.#stop = stop;
    this.#opened.reset();
  }

  stackFrames(): DebugProtocol.StackFrame[] {
    return (this.#stop?.frames ?? []).map(({ name, place }, index) =>
      place === null
        ? { id: index + 1, name, line: 0, column: 0, presentationHint: 'subtle' }
        : {
            id: index + 1,
            name,
            source: new Source(path.basename(place.file), place.file),
            line: this.#line(place.line),
            column: this.#column(place.column),
          },
    );
  }

  /** The same for every frame: the frames are places of one finding. */
  scopes(): DebugProtocol.Scope[] {
    return (this.#stop?.scopes ?? []).map(({ name, variables }) => ({
      name,
      variablesReference: this.#opened.create(variables),
      expensive: false,
    }));
  }

  variables(reference: number): DebugProtocol.Variable[] {
    const read = this.#opened.get(reference) as (() => readonly ValueView[]) | undefined;
    return (read?.() ?? []).map(({ name, value, type, children }) => ({
      name,
      value,
      ...(type === undefined ? {} : { type }),
      variablesReference: children === undefined ? 0 : this.#opened.create(children),
    }));
  }
}
