import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*/test/**/*.test.ts', 'test/real/*.test.ts', 'test/live/*.test.ts'],
    // The client's suite runs inside a real editor, started by scripts/test.mjs.
    exclude: ['client/test/suite/**', '**/node_modules/**'],
    globalSetup: './scripts/build.mjs',
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
