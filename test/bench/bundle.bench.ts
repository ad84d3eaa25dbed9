/** Compressed sizes of what a browser loads, from the built pages: until the first page shows, and for each console. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { WEB_ROOT } from '../../scripts/launcher/checkout.ts';
import { loadSpan, publish, table } from './support/report.ts';
import { figure } from './support/statistics.ts';

const KB = 1000;
const GOAL_KB = 300;

interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

const NOTHING: Size = { raw: 0, gzip: 0, brotli: 0 };
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;
const PAGE_FILE = /(?:src|href)="([^"]+\.(?:js|css))"/g;

async function sizeOf(file: string): Promise<Size> {
  const bytes = await readFile(join(WEB_ROOT, file));
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
}

/** `files` and all that they import statically, without what is loaded already. */
async function closure(files: readonly string[], loaded: ReadonlySet<string> = new Set()): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const waiting = files.filter((file) => !loaded.has(file));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    const text = await readFile(join(WEB_ROOT, file), 'utf8');
    for (const [, imported] of text.matchAll(STATIC_IMPORT))
      if (imported !== undefined && !loaded.has(imported)) waiting.push(imported);
  }
  return found;
}

async function total(files: ReadonlySet<string>): Promise<Size> {
  const sizes = await Promise.all([...files].map(sizeOf));
  const add = (a: Size, b: Size): Size => ({ raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli });
  return sizes.reduce(add, NOTHING);
}

async function row(what: string, files: ReadonlySet<string>): Promise<readonly string[]> {
  const { raw, gzip, brotli } = await total(files);
  return [what, String(files.size), figure(brotli / KB), figure(gzip / KB), figure(raw / KB)];
}

async function measure(): Promise<string> {
  const page = await readFile(join(WEB_ROOT, 'index.html'), 'utf8');
  const named = [...page.matchAll(PAGE_FILE)].flatMap(([, file]) => (file === undefined ? [] : [file]));
  const all = await readdir(WEB_ROOT);
  const lazy = (name: string): readonly string[] => all.filter((file) => file.startsWith(`${name}-`) && file.endsWith('.js'));
  const initial = new Set(['index.html', ...(await closure(named))]);
  const list = await closure([...lazy('shell'), ...lazy('vm-list')], initial);
  const shown = new Set([...initial, ...list]);
  const rows = [
    await row(`initial: what index.html names and that imports (goal ≤ ${GOAL_KB} compressed)`, initial),
    await row('besides, for the login page', await closure(lazy('login'), initial)),
    await row('besides, for the workbench with the list of VMs', list),
    await row('besides, when a serial console is opened (xterm.js)', await closure(lazy('serial-tab'), shown)),
    await row('besides, when a screen is opened (noVNC)', await closure(lazy('screen-tab'), shown)),
  ];
  return table(['what', 'files', 'brotli, kB', 'gzip, kB', 'as it is, kB'], rows);
}

const load = loadSpan();
const body = await measure();
await publish({ name: 'bundle', versions: [], load: load.end(), body });
