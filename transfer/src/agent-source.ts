import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * An expression that runs an agent, one of `src/agents/*.ts`, and gives its exports, to which it adds `parse`. It leaves
 * nothing in the global scope. An agent that reads (`own`) runs in a realm of its own: a program may have put functions of
 * its own in the place of any method of the runtime, and none of them must run. One that writes runs in the program's, for
 * what it makes becomes the program's. Throws an `Error` where the agents have not been built.
 */
export async function agentExpression(name: string, realm: 'own' | 'program' = 'own'): Promise<string> {
  const code = await readFile(await agentPath(name), 'utf8');
  // Names are looked up in a function: in the scope of such a realm that would be slow.
  const body = `const { ${BUILTINS} } = globalThis;
const module = { exports: {} };
((module, exports) => {${code}
})(module, module.exports);
return { __proto__: null, ...module.exports, parse: JSON.parse };`;
  if (realm === 'program')
    return `((process, performance) => {${body}})(process, performance)\n//# sourceURL=${agentUrl(name)}`;
  const options = `{ __proto__: null, filename: ${JSON.stringify(agentUrl(name))}, parsingContext: vm.createContext({ __proto__: null }) }`;
  // Node 22 and later make this class when it is first asked for, and end the process where another realm asks.
  return `((vm) => {
typeof DOMException;
const agent = vm.compileFunction(${JSON.stringify(body)}, ['process', 'performance'], ${options});
return agent(process, process.getBuiltinModule('node:perf_hooks').performance);
})(process.getBuiltinModule('node:vm'))`;
}

const BUILTINS = [
  ...[
    'Array',
    'ArrayBuffer',
    'BigInt',
    'Boolean',
    'DataView',
    'Date',
    'Error',
    'Float64Array',
    'Function',
    'Int32Array',
  ],
  ...['JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'ReferenceError', 'Reflect', 'RegExp', 'Set'],
  ...['String', 'Symbol', 'TypeError', 'Uint8Array', 'WeakMap', 'WeakRef', 'WeakSet'],
].join(', ');

/** The name under which the process knows an agent's script; no agent is part of the program. */
export function agentUrl(name: string): string {
  return `timeferry://agents/${name}.js`;
}

/** The file of an agent, for `--require`. Throws an `Error` where the agents have not been built. */
export async function agentPath(name: string): Promise<string> {
  // Beside the bundle this code is part of, or in the repository where it runs from its sources.
  for (const folder of ['./agents/', '../../dist/agents/']) {
    const path = fileURLToPath(new URL(`${folder}${name}.js`, import.meta.url));
    if (await exists(path)) return path;
  }
  throw new Error(`The agent "${name}" is not built: run "node scripts/build-agents.mjs".`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
