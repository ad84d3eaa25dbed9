import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRapidError, RapidError } from '@rapidvm/kernel';
import { run } from '../shared/run.ts';

/** Packages of one Debian architecture, fetched with apt (which checks their signatures) and unpacked, never installed. */
export interface DebianPackages {
  /** The package a meta package such as linux-image-amd64 stands for today. */
  resolve(metaPackage: string): Promise<string>;
  /** A folder with the unpacked content of `name`. */
  unpack(name: string): Promise<string>;
}

/** apt options for a private state of `architecture` below `folder`: leaves the machine's own package lists alone. */
function privateState(architecture: string, folder: string): string[] {
  const settings = [
    `APT::Architecture=${architecture}`,
    `APT::Architectures=${architecture}`,
    `Dir::State=${folder}/state`,
    'Dir::State::status=/dev/null',
    `Dir::Cache=${folder}/cache`,
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

async function isNative(architecture: string): Promise<boolean> {
  return (await run(['dpkg', '--print-architecture'])).trim() === architecture;
}

async function knows(options: readonly string[], name: string): Promise<boolean> {
  try {
    return (await run(['apt-cache', ...options, 'show', name])).includes('Package:');
  } catch (error) {
    if (isRapidError(error, 'unavailable')) return false;
    throw error;
  }
}

/** The options under which apt knows `probe`, fetching package lists when they are missing. */
async function aptOptions(architecture: string, probe: string, cacheDir: string, say: (line: string) => void): Promise<string[]> {
  const base = ['-o', 'APT::Sandbox::User=root'];
  if ((await isNative(architecture)) && (await knows(base, probe))) return base;
  const folder = join(cacheDir, `apt-${architecture}`);
  const own = [...base, ...privateState(architecture, folder)];
  if (await knows(own, probe)) return own;
  say(`fetching Debian's package lists for ${architecture}: apt on this machine does not know ${probe} yet`);
  await mkdir(join(folder, 'state', 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  await run(['apt-get', ...own, '-qq', 'update']);
  if (await knows(own, probe)) return own;
  throw new RapidError(
    'unavailable',
    `apt has no package ${probe} for ${architecture}`,
    { what: probe, cause: 'not in the package lists' },
    "Check that the machine's package sources are those of Debian",
  );
}

/** `probe`: a package that must be known; its absence means that package lists have to be fetched. */
export async function debianPackages(
  architecture: string,
  probe: string,
  cacheDir: string,
  say: (line: string) => void,
): Promise<DebianPackages> {
  const options = await aptOptions(architecture, probe, cacheDir, say);
  const downloads = join(cacheDir, `deb-${architecture}`);
  await mkdir(downloads, { recursive: true });

  async function download(name: string): Promise<string> {
    // apt leaves a file alone that is already there and has the right checksum.
    await run(['apt-get', ...options, '-qq', 'download', name], { cwd: downloads });
    const newest = (await run(['apt-cache', ...options, 'show', '--no-all-versions', name])).match(/^Version: (.*)$/m)?.[1] ?? '';
    const wanted = `${name}_${newest.replaceAll(':', '%3a')}_`;
    const file = (await readdir(downloads)).find((entry) => entry.startsWith(wanted) && entry.endsWith('.deb'));
    if (file === undefined)
      throw new RapidError(
        'unavailable',
        `apt downloaded no ${wanted}*.deb`,
        { what: name, cause: 'file missing after apt-get download' },
        `Remove ${downloads} and run this again`,
      );
    return join(downloads, file);
  }

  return {
    async resolve(metaPackage) {
      const text = await run(['apt-cache', ...options, 'depends', '--no-recommends', '--no-suggests', metaPackage]);
      return text.match(/Depends: (\S+)/)?.[1] ?? metaPackage;
    },
    async unpack(name) {
      const file = await download(name);
      const target = file.replace(/\.deb$/, '');
      const aside = `${target}.part`;
      await rm(aside, { recursive: true, force: true });
      await run(['dpkg-deb', '--extract', file, aside]);
      await rm(target, { recursive: true, force: true });
      await rename(aside, target);
      return target;
    },
  };
}
