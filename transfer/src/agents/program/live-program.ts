import type { HiddenInside, LiveProgram, LiveRoot, PrivateField } from '../../live-program.ts';
import { Allocator } from './allocate.ts';
import type { SnapshotScope } from './hidden.ts';
import { ClosureWorkshop } from './workshop.ts';

/** The program as the agents see it, filled by discovery from outside. */
export class Program implements LiveProgram {
  readonly roots = new Map<string, LiveRoot>();
  allocate?: (callable: Function) => object;
  workshop?: ClosureWorkshop;
  /** What only the debugger sees, by object. */
  readonly hidden = new Map<object, HiddenInside>();
  timers?: WeakMap<object, readonly unknown[]>;
  readonly scopes: SnapshotScope[] = [];
  /** Roots that are variables of what a function captures. */
  readonly rootsOf = new Map<Function, readonly { level: number; root: string; variable: string }[]>();
  readonly #names = new Map<Function, string>();
  readonly #callables = new Map<string, Function>();
  readonly #privates = new Map<Function, PrivateField[]>();

  nameOf(callable: Function): string | undefined {
    return this.#names.get(callable);
  }

  find(name: string): Function | undefined {
    return this.#callables.get(name);
  }

  forEachNamed(visit: (callable: Function, name: string) => void): void {
    for (const [callable, name] of this.#names) visit(callable, name);
  }

  privatesOf(callable: Function): readonly PrivateField[] {
    return this.#privates.get(callable) ?? [];
  }

  hiddenIn(object: object): HiddenInside | undefined {
    return this.hidden.get(object);
  }

  name(callable: Function, name: string): void {
    if (!this.#names.has(callable)) this.#names.set(callable, name);
    if (!this.#callables.has(name)) this.#callables.set(name, callable);
  }

  setPrivates(callable: Function, fields: PrivateField[]): void {
    this.#privates.set(callable, fields);
  }
}

/** An empty program; `writes` for processes that are ours. */
export function createProgram(writes: boolean): Program {
  const program = new Program();
  if (writes) {
    const allocator = new Allocator();
    program.allocate = (callable) => allocator.allocate(callable);
    program.timers = new WeakMap();
    program.workshop = new ClosureWorkshop(program);
  }
  return program;
}

/** Makes functions known by their names. */
export function nameFunctions(program: Program, names: readonly string[], ...functions: readonly Function[]): void {
  for (let i = 0; i < functions.length; i++) program.name(functions[i] as Function, names[i] as string);
}
