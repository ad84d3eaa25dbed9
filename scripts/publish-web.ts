/**
 * Puts a freshly built web app where the controller serves it from: `node scripts/publish-web.ts dist/web.new dist/web`, the last part of the web
 * build. Beside every text file goes a `.br` and a `.gz`, so that the controller never compresses while it serves. Only what is whole takes the place
 * of what was there, so a build that fails leaves the app of before.
 */
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Below this a header costs more than compression saves. */
const MIN_BYTES = 1024;
const TEXT = /\.(?:html|js|css|svg|json|txt|webmanifest|map)$/;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

async function precompress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
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
}

/** Two renames: a folder with something in it can't be replaced by one. */
async function swap(fresh: string, place: string): Promise<void> {
  const old = `${place}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(place, old).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  await rename(fresh, place);
  await rm(old, { recursive: true, force: true });
}

const [fresh = 'dist/web.new', place = 'dist/web'] = process.argv.slice(2);
// What no page loads without: Angular's builder ends well only with it, but an empty folder must never be published.
await readFile(join(fresh, 'index.html'));
await precompress(fresh);
await swap(fresh, place);
