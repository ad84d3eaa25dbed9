import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One entry of an archive; `name` has no leading slash. `content` is null for a folder. */
export interface CpioEntry {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer | null;
}

const FILE = 0o100000;
const FOLDER = 0o040000;

function pad4(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

function header(fields: readonly number[]): Buffer {
  return Buffer.from('070701' + fields.map((field) => field.toString(16).toUpperCase().padStart(8, '0')).join(''), 'latin1');
}

function record(entry: CpioEntry, inode: number): Buffer {
  const content = entry.content ?? Buffer.alloc(0);
  const name = Buffer.from(`${entry.name}\0`);
  const kind = entry.content === null ? FOLDER : FILE;
  // inode, mode, uid, gid, links, mtime, size, device (2), rdev (2), name size, checksum
  const head = header([inode, kind | entry.mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0]);
  return Buffer.concat([head, name, pad4(head.length + name.length), content, pad4(content.length)]);
}

/**
 * The archive the kernel unpacks as its first root ("newc" cpio). Everything belongs to root and has time 0, so that equal input gives
 * equal bytes.
 */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const end: CpioEntry = { name: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) };
  return Buffer.concat([...entries.map((entry, index) => record(entry, index + 1)), record(end, 0)]);
}

/** Every file and folder below `folder`, parents first, names in order. */
export async function cpioEntriesOf(folder: string, prefix = ''): Promise<CpioEntry[]> {
  const entries: CpioEntry[] = [];
  for (const child of (await readdir(folder)).sort()) {
    const path = join(folder, child);
    const name = prefix + child;
    const status = await lstat(path);
    const mode = status.mode & 0o7777;
    if (status.isDirectory()) entries.push({ name, mode, content: null }, ...(await cpioEntriesOf(path, `${name}/`)));
    else entries.push({ name, mode, content: await readFile(path) });
  }
  return entries;
}
