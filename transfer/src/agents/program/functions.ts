const textOf = Function.prototype.toString;

/** The functions among all that inherit from `Function.prototype` whose text occurs in one of the sources. */
export function selectFunctions(heap: readonly unknown[], sources: readonly string[]): Function[] {
  const selected: Function[] = [];
  for (let i = 0; i < heap.length; i++) {
    const value = heap[i];
    if (typeof value !== 'function') continue;
    const text: string = Reflect.apply(textOf, value, []);
    for (let j = 0; j < sources.length; j++) {
      // A module's own top-level function has the text of the whole module; calling it would run the module.
      if (text.length < (sources[j] as string).length && (sources[j] as string).includes(text)) {
        selected[selected.length] = value;
        break;
      }
    }
  }
  return selected;
}

export interface FunctionFacts {
  readonly name: string;
  readonly text: string;
  readonly isClass: boolean;
}

/** What functions say about themselves without running. */
export function describeFunctions(functions: readonly Function[]): FunctionFacts[] {
  const facts: FunctionFacts[] = [];
  for (let i = 0; i < functions.length; i++) {
    const callable = functions[i] as Function;
    const text: string = Reflect.apply(textOf, callable, []);
    const name = Object.getOwnPropertyDescriptor(callable, 'name')?.value;
    facts[i] = { name: typeof name === 'string' ? name : '', text, isClass: isClass(callable) };
  }
  return facts;
}

/** Only classes have a prototype that cannot be replaced. Their text is no evidence once their script was edited. */
export function isClass(callable: Function): boolean {
  return Object.getOwnPropertyDescriptor(callable, 'prototype')?.writable === false;
}

/** Arguments that a function's parameters can be taken from, also where they are patterns; more than any declares. */
const stand: unknown[] = [];

/** Gives itself for whatever is taken out of it. */
const anything: unknown = new Proxy(() => {}, {
  get: (_target, key) => (key === Symbol.iterator ? () => stand.values() : anything),
  apply: () => anything,
});
for (let i = 0; i < 100; i++) stand[i] = anything;

/**
 * Calls a function that has a breakpoint at its entry, to be stopped there and terminated. The engine stops only after
 * parameters that are patterns were taken apart, so there must be something to take; and it stops at the first default, which
 * must be needed then. Gives a sentence where the call came back instead.
 */
export function enter(callable: Function): string {
  const given: unknown[] = [];
  const length: unknown = Object.getOwnPropertyDescriptor(callable, 'length')?.value;
  // The length counts the parameters before the first one with a default.
  for (let i = 0; i < (typeof length === 'number' ? length : stand.length); i++) given[i] = anything;
  try {
    if (isClass(callable)) Reflect.construct(callable, given);
    else Reflect.apply(callable, undefined, given);
  } catch (error) {
    return `The function was not entered: ${String(error)}`;
  }
  return 'The function was not entered.';
}
