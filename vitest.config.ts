import { defineConfig } from 'vitest/config';

/**
 * Unit and property tests: everything that needs no machine set-up. Real-thing tests live in test/ with configs of their own.
 * Property tests run thousands of cases; on a busy Pi that takes longer than the default five seconds.
 */
const testTimeout = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
        test: {
          name: 'node',
          include: ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'scripts/**/*.spec.ts', 'test/tidy/**/*.spec.ts'],
          exclude: ['**/node_modules/**', 'libs/web/**', 'apps/web/**'],
          pool: 'threads',
          testTimeout,
        },
      },
      { extends: './apps/web/vitest.config.ts', test: { name: 'web', pool: 'threads', testTimeout } },
    ],
  },
});
