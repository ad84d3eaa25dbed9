import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The web client's pure logic: stores, parsers, plans. How it looks and works in a browser is tested in test/e2e. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  oxc: { decorator: { legacy: true } },
  test: {
    name: 'web',
    include: ['libs/web/**/*.spec.ts', 'apps/web/**/*.spec.ts'],
    exclude: ['**/node_modules/**'],
    // Angular's own libraries come half compiled; outside of `ng build` they finish that at run time.
    setupFiles: ['@angular/compiler'],
    pool: 'threads',
    // Pure tests that share nothing: one worker need not load Angular anew for each file.
    isolate: false,
  },
});
