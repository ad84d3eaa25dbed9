import { defineConfig } from 'rolldown';

/** One file: up in a fifth of a second. */
export default defineConfig({
  input: 'apps/cli/src/main.ts',
  platform: 'node',
  output: { file: 'dist/cli/main.js', format: 'esm', minify: true, sourcemap: false, codeSplitting: false },
});
