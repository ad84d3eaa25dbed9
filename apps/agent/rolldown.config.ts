import { dirname, join } from 'node:path';
import { defineConfig } from 'rolldown';

/**
 * The mesh gives Noise its cryptography from node:crypto; what Noise would choose by itself is never used, but compiles WebAssembly as
 * soon as it is loaded: 7 MB resident. Its browser variant does not.
 */
const noiseWithoutWebAssembly = {
  name: 'noise-without-webassembly',
  resolveId: (source: string, importer: string | undefined) =>
    source.endsWith('crypto/index.js') && importer?.includes('/@libp2p/noise/') === true
      ? join(dirname(importer), 'crypto', 'index.browser.js')
      : null,
};

/** One file: a third less memory than loading the packages one by one, and up in a fraction of a second on a Pi. */
export default defineConfig({
  input: 'apps/agent/src/main.ts',
  platform: 'node',
  plugins: [noiseWithoutWebAssembly],
  output: { dir: 'dist/agent', entryFileNames: 'main.js', format: 'esm', minify: true, sourcemap: false, codeSplitting: false },
  treeshake: true,
});
