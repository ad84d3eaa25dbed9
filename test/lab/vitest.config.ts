import { defineConfig } from 'vitest/config';

/** Several hosts on one machine; run inside a world: `node test/lab/main.ts test`. One file after the other: each builds a lab of its own. */
export default defineConfig({
  test: {
    include: ['test/lab/**/*.spec.ts'],
    globalSetup: ['test/lab/global-setup.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
