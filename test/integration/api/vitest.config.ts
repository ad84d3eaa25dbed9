import { defineConfig } from 'vitest/config';

/** The API over real sockets on loopback; needs nothing installed. */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: { include: ['*.spec.ts'], pool: 'threads', testTimeout: 60_000 },
});
