/**
 * Puts a `.br` and a `.gz` beside every text file of the built web app, so that the controller never compresses while it serves.
 * `node scripts/precompress-web.ts dist/web`; part of the web build.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Below this a header costs more than compression saves. */
const MIN_BYTES = 1024;
const TEXT = /\.(?:html|js|css|svg|json|txt|webmanifest|map)$/;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const root = process.argv[2] ?? 'dist/web';
const entries = await readdir(root, { recursive: true, withFileTypes: true });
for (const entry of entries.filter(({ name }) => TEXT.test(name))) {
  const path = join(entry.parentPath, entry.name);
  const text = await readFile(path);
  if (text.length < MIN_BYTES) continue;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  await writeFile(`${path}.br`, await brotli(text, { params }));
  await writeFile(`${path}.gz`, await gzipped(text, { level: constants.Z_BEST_COMPRESSION }));
}
