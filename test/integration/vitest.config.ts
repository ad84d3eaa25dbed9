import { defineConfig } from 'vitest/config';

/** Parts against the real thing: sockets, PostgreSQL, processes. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['test/integration/**/*.spec.ts'],
    fileParallelism: false,
    pool: 'threads',
    expect: { poll: { timeout: 10_000 } },
  },
});
