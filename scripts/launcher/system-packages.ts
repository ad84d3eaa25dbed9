import { glob } from 'node:fs/promises';
import { RapidError } from '@rapidvm/kernel';
import { onPath, run } from '../shared/run.ts';
import type { Say } from './progress.ts';

/** A program the product or its tests run, the Debian package that has it, and what it is for. */
export interface Needed {
  /** Its name on PATH; of what is no program, a pattern of its file from the root on. */
  readonly program: string;
  readonly package: string;
  readonly reason: string;
}

const QEMU_X86 = { program: 'qemu-system-x86_64', package: 'qemu-system-x86' };
const QEMU_ARM = { program: 'qemu-system-aarch64', package: 'qemu-system-arm' };
const QEMU = process.arch === 'arm64' ? QEMU_ARM : QEMU_X86;

/** What a machine needs to run VMs. */
export const PRODUCT_NEEDS: readonly Needed[] = [
  { ...QEMU, reason: 'runs the virtual machines' },
  { program: 'qemu-img', package: 'qemu-utils', reason: 'makes their disks' },
  { program: 'mkfs.ext4', package: 'e2fsprogs', reason: "makes the guest image's file system" },
  { program: 'xz', package: 'xz-utils', reason: "unpacks the guest's kernel" },
  { program: 'setpriv', package: 'util-linux', reason: 'runs QEMU and PostgreSQL without root' },
];

/** What the tests need besides. */
export const TEST_NEEDS: readonly Needed[] = [
  { program: 'chromium', package: 'chromium', reason: 'the browser test looks at the web pages in it' },
  { program: 'git', package: 'git', reason: 'the repository tests ask it which files there are' },
  { program: 'zsh', package: 'zsh', reason: 'a test completes a command line in it' },
  { program: 'fish', package: 'fish', reason: 'a test completes a command line in it' },
  { program: 'systemd-analyze', package: 'systemd', reason: 'a test checks the service units with it; nothing is started' },
  { program: 'faketime', package: 'faketime', reason: 'a test runs an agent whose clock is an hour off' },
];

/** What the lab of several hosts needs besides. */
export const LAB_NEEDS: readonly Needed[] = [
  { ...QEMU_X86, reason: 'the lab has x86-64 hosts' },
  { ...QEMU_ARM, reason: 'the lab has an arm64 host' },
  {
    program: '/usr/lib/*/qemu/block-nfs.so',
    package: 'qemu-block-extra',
    reason: 'guests of the lab have disks on an NFS server',
  },
  { program: 'ps', package: 'procps', reason: 'a test of the lab looks at the processes of a machine' },
  { program: 'ip', package: 'iproute2', reason: 'the lab gives each of its hosts a network of its own' },
  { program: 'nft', package: 'nftables', reason: 'the lab cuts cables' },
  { program: 'faketime', package: 'faketime', reason: 'a test joins a host whose clock is off' },
  { program: 'ping', package: 'iputils-ping', reason: 'the lab asks who reaches whom' },
  { program: 'ganesha.nfsd', package: 'nfs-ganesha-vfs', reason: 'the lab has an NFS server of its own' },
  { program: 'rpcbind', package: 'rpcbind', reason: 'NFS version 3 servers are found through it' },
];

async function missing(needs: readonly Needed[]): Promise<Needed[]> {
  const there = await Promise.all(needs.map(({ program }) => (program.startsWith('/') ? hasFile(program) : onPath(program))));
  return needs.filter((_, index) => there[index] === false);
}

async function hasFile(pattern: string): Promise<boolean> {
  const { done } = await glob(pattern)[Symbol.asyncIterator]().next();
  return done !== true;
}

function cannotInstall(packages: readonly string[], cause: string, hint: string): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    `These Debian packages are missing: ${packages.join(', ')}`,
    { what: packages.join(', '), cause },
    hint,
  );
}

/** apt-get without questions; waits up to five minutes for another apt that holds the lock. */
async function apt(...rest: readonly string[]): Promise<void> {
  const argv = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0', ...rest];
  await run(argv, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/**
 * Installs the Debian packages of programs that are not on PATH; does nothing, and needs no network, when all are there.
 * Throws `unavailable` with what to do when it may not or cannot install them.
 */
export async function ensurePrograms(needs: readonly Needed[], say: Say): Promise<void> {
  const lacking = await missing(needs);
  if (lacking.length === 0) return;
  const packages = [...new Set(lacking.map((need) => need.package))];
  const byHand = `Install them: apt-get install ${packages.join(' ')}`;
  if (!(await onPath('apt-get')))
    throw cannotInstall(packages, 'this system has no apt-get', `${byHand} (or what your system calls them)`);
  if (process.getuid?.() !== 0)
    throw cannotInstall(packages, 'only root may install packages', `${byHand} as root, or run this once as root`);
  for (const need of lacking) say(`installing ${need.package}: ${need.reason}`);
  try {
    await apt('install', '--no-install-recommends', '--yes', ...packages);
  } catch (error) {
    if (!(error instanceof RapidError)) throw error;
    // Most often the package lists are missing or old; with fresh ones it must work.
    say('fetching package lists: apt does not find the packages in those it has');
    await apt('update');
    await apt('install', '--no-install-recommends', '--yes', ...packages);
  }
  const still = await missing(needs);
  if (still.length > 0)
    throw cannotInstall(
      still.map((need) => need.package),
      'apt-get ended well but their programs are not there',
      byHand,
    );
}
