import { readFile, stat } from 'node:fs/promises';
import { RapidError } from '@rapidvm/kernel';

const OTHERS_READ = 0o004;

/**
 * Looks at the file with the URL of the user's own PostgreSQL before anything is started with it. Refuses `invalid-input` when it can't be read,
 * can be read by everyone (there is a password in it), or holds something else. The URL itself is checked, and read, by the controller alone.
 */
export async function requireUrlFile(file: string): Promise<void> {
  const [text, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]).catch((error: unknown) => {
    throw refused(file, error instanceof Error ? `must be a file that can be read: ${error.message}` : 'must be readable');
  });
  if ((mode & OTHERS_READ) !== 0)
    throw refused(file, 'must not be readable by everyone: there is a password in it', `chmod 600 ${file}`);
  if (!/^postgres(ql)?:\/\/\S+\s*$/.test(text)) throw refused(file, 'must hold one line: postgres://USER:PASSWORD@HOST/DATABASE');
}

function refused(file: string, rule: string, hint = 'Put the URL of a PostgreSQL database into it'): RapidError<'invalid-input'> {
  const issues = [{ field: '--database-url-file', value: file, rule }];
  return new RapidError('invalid-input', `--database-url-file ${file} ${rule}`, { issues }, hint);
}
