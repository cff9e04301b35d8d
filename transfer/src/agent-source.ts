import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * An expression that runs an agent, one of `src/agents/*.ts`, and gives its exports. It leaves nothing in the global scope.
 * `require` is what the place of evaluation calls so: evaluate it with `includeCommandLineAPI` where the agent needs builtins.
 * Throws an `Error` where the agents have not been built.
 */
export async function agentExpression(name: string): Promise<string> {
  const code = await readFile(await agentPath(name), 'utf8');
  return `(() => {
const module = { exports: {} };
((module, exports) => {${code}
})(module, module.exports);
return module.exports;
})()
//# sourceURL=${agentUrl(name)}`;
}

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
