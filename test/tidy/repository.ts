/** The files of the repository as git sees them, for tests of the repository itself. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Tracked files, and those git does not ignore, that still exist. */
export async function repositoryFiles(...patterns: readonly string[]): Promise<readonly string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...patterns];
  const deleted = await git(['ls-files', '--deleted']);
  const files = await git(args);
  return files.filter((file) => !deleted.includes(file));
}

async function git(args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('git', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.split('\n').filter((line) => line !== '');
}
