import { defineConfig } from 'vitest/config';

/** Unit and property tests: everything that needs no machine set-up. Real-thing tests live in test/ with configs of their own. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'scripts/**/*.spec.ts', 'test/tidy/**/*.spec.ts'],
    exclude: ['**/node_modules/**', '**/*.real.spec.ts', 'libs/web/**', 'apps/web/**'],
    pool: 'threads',
    // Property tests run thousands of cases; on a busy Pi that takes longer than the default five seconds.
    testTimeout: 60_000,
  },
});
