/** Paths in an export: names joined by `/`, without a leading one; the empty path is the export's root. */
import { NfsError } from '../errors.ts';
import { MAX_NAME_BYTES, MAX_PATH_BYTES } from '../limits.ts';

/** The names in a path. Throws `invalid-argument` for one that a server could take for something else: `.`, `..`, empty, too long, or with a NUL. */
export function namesOf(path: string): readonly string[] {
  if (path === '') return [];
  const encoder = new TextEncoder();
  if (encoder.encode(path).length > MAX_PATH_BYTES)
    throw new NfsError('invalid-argument', 'path', `longer than ${MAX_PATH_BYTES} bytes`);
  const names = path.split('/');
  for (const name of names) {
    const isPlain = name !== '' && name !== '.' && name !== '..' && !name.includes('\0');
    if (!isPlain || encoder.encode(name).length > MAX_NAME_BYTES)
      throw new NfsError('invalid-argument', 'path', `${JSON.stringify(name)} is no name in ${JSON.stringify(path)}`);
  }
  return names;
}

/** Folder and last name. Throws `invalid-argument` for the root, which lies in no folder. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const names = namesOf(path);
  const name = names.at(-1);
  if (name === undefined) throw new NfsError('invalid-argument', 'path', 'the root of an export can be neither made nor removed');
  return { folder: names.slice(0, -1).join('/'), name };
}
