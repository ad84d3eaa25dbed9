import { defineConfig } from 'vitest/config';

/** The guest image under bare QEMU. Needs QEMU, and apt for the first build. */
export default defineConfig({
  test: { include: ['test/guest/**/*.spec.ts'], globalSetup: ['test/global-setup.ts'], fileParallelism: false, pool: 'threads' },
});
