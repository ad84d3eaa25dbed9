import { defineConfig } from 'vitest/config';
import { sideBySide } from '../side-by-side.ts';

/** The whole product through its launcher. */
export default defineConfig({
  test: {
    ...sideBySide('test/e2e', { longest: ['web-pages', 'web-keyboard', 'survive-kills', 'web', 'web-consoles'], alone: ['cli'] }),
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // What it waits for has deadlines of its own, which say what was missing.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
