import { defineConfig } from 'vitest/config';

/** The whole product through its launcher. One file after the other: each starts QEMUs, PostgreSQL and more on a machine with few cores. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.spec.ts'],
    globalSetup: ['test/global-setup.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
