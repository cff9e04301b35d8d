import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildAgents } from '../../scripts/build-agents.mjs';
import { root } from '../../scripts/run.mjs';
import { agents, chosen } from './chosen.mjs';
import { mutate, sources } from './mutate.mjs';

/** Global set-up: builds the agents with the mutation in them. */
export async function setup() {
  await buildAgents(agents, [mutation]);
}

export async function teardown() {
  await rm(dirname(join(root, agents)), { recursive: true });
}

/** Of esbuild. */
const mutation = {
  name: 'mutation',
  setup(build) {
    const place = join(sources, chosen.file);
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      return path === place ? { contents: mutate(await readFile(path, 'utf8'), chosen), loader: 'ts' } : undefined;
    });
  },
};
