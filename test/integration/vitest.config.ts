import { defineConfig } from 'vitest/config';

/** Parts against the real thing: sockets, PostgreSQL, processes. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['test/integration/**/*.spec.ts'],
    globalSetup: ['test/global-setup.ts'],
    fileParallelism: false,
    pool: 'threads',
    // Real parts on a busy machine: slow is no failure, hanging is.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
