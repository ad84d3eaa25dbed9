import { defineConfig } from 'vitest/config';
import { sideBySide } from '../side-by-side.ts';

/** Parts against the real thing: sockets, PostgreSQL, processes. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    ...sideBySide('test/integration', {
      longest: ['controller-app/task-machine', 'api/fuzz', 'controller-app/vm-operations', 'placement/placement'],
      alone: ['persistence/frozen-server', 'persistence/many-rows'],
    }),
    globalSetup: ['test/global-setup.ts'],
    pool: 'threads',
    // Real parts on a busy machine: slow is no failure, hanging is.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
