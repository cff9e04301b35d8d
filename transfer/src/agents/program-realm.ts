/**
 * The agents that read a process run in a realm of their own, whose built-ins nobody has replaced. What belongs to the
 * program's realm, where its objects come from, is had from here.
 */
export const program = inProgram('globalThis') as typeof globalThis;

/** Evaluates text of our own in the program's realm; literals there use none of what the program may have replaced. */
export function inProgram(text: string): unknown {
  return process.getBuiltinModule('node:vm').runInThisContext(text);
}

/** A global of the program. None of its own getters is run for it. */
export function programGlobal(name: string): unknown {
  if (name === 'process') return process;
  const property = Object.getOwnPropertyDescriptor(program, name);
  if (property?.get === undefined) return property?.value;
  const module = MODULES[name];
  if (module !== undefined) return Object.getOwnPropertyDescriptor(process.getBuiltinModule(module), name)?.value;
  // Node 20 loads some of its classes when they are first asked for.
  const isLazy = Function.prototype.toString.call(property.get).includes('mod ??= require(id)');
  return isLazy ? Reflect.apply(property.get, program, []) : undefined;
}

/** Globals that the runtime always gives through getters, with the modules that they are part of. */
const MODULES: Readonly<Record<string, string>> = { Buffer: 'buffer', performance: 'perf_hooks' };

/** Whether a built-in module is in memory. */
export function isLoaded(module: string): boolean {
  return loadedModules().includes(module);
}

/** Built-in modules that are in memory, by their names without `node:`. */
export function loadedModules(): string[] {
  const { moduleLoadList } = process as unknown as { moduleLoadList?: readonly string[] };
  return copyOf(moduleLoadList ?? []).map((entry) => entry.replace('NativeModule ', ''));
}

/** The elements of an array of the program's realm, whose iterator may be the program's own. */
export function copyOf<Value>(array: readonly Value[]): Value[] {
  const copy: Value[] = [];
  for (let i = 0; i < array.length; i++) copy[i] = array[i] as Value;
  return copy;
}
