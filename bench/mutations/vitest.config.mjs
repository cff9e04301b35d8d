// Runs the live cases with one mutation in the code, of which the files know nothing: it is made where they are loaded.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { root } from '../../scripts/run.mjs';
import { chosen, patience, toOwnAgents } from './chosen.mjs';
import { mutate, sources } from './mutate.mjs';

export default defineConfig({
  plugins: [
    {
      name: 'mutation',
      enforce: 'pre',
      transform: (text, id) =>
        [chosen, toOwnAgents, patience].filter(({ file }) => id === join(sources, file)).reduce(mutate, text),
    },
  ],
  test: {
    root,
    include: ['test/live/*.test.ts'],
    globalSetup: './bench/mutations/set-up.mjs',
    testTimeout: 240_000,
  },
});
