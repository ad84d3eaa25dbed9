/** Which place a datastore is, whatever each host calls it: an id that lies at its root. Two hosts that read the same id share the datastore. */
import type { Rng } from '@rapidvm/kernel';
import { corruptFile, readJson } from './files/whole-file.ts';
import type { StoreFiles } from './files/store-files.ts';

const ID_FILE = '.rapidvm-datastore.json';
const FILE_VERSION = 1;
const ID_BYTES = 16;
const ID = /^[0-9a-f]{32}$/;

/** The id, made by the first host that asks. Refuses `corrupt-file`. */
export async function datastoreId(files: StoreFiles, rng: Rng): Promise<string> {
  const known = await readId(files);
  if (known !== null) return known;
  const id = Buffer.from(rng.bytes(ID_BYTES)).toString('hex');
  const text = `${JSON.stringify({ version: FILE_VERSION, id }, null, 2)}\n`;
  if (await files.claim(ID_FILE, text)) return id;
  // Another host was first.
  const theirs = await readId(files);
  if (theirs !== null) return theirs;
  throw corruptFile(`${files.root}/${ID_FILE}`, 'it comes and goes');
}

async function readId(files: StoreFiles): Promise<string | null> {
  const value = await readJson(files, ID_FILE);
  if (value === null) return null;
  if (typeof value === 'object' && 'id' in value && typeof value.id === 'string' && ID.test(value.id)) return value.id;
  throw corruptFile(`${files.root}/${ID_FILE}`, 'it holds no id');
}
