/** What kind of machine and which versions a figure was measured with. Never which machine. */
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { run } from '../../../scripts/shared/run.ts';

const GIB = 1024 ** 3;

async function firstLine(...argv: readonly string[]): Promise<string> {
  return (await run(argv)).trim().split('\n')[0] ?? '';
}

/** The version of an installed Debian package. */
export async function packageVersion(name: string): Promise<string> {
  return firstLine('dpkg-query', '--show', '--showformat=${Version}', name);
}

/** For example `2 cores, 24 GiB memory, x64`. */
export function machineKind(): string {
  return `${availableParallelism()} cores, ${Math.round(totalmem() / GIB)} GiB memory, ${process.arch}`;
}

/** The load as it is now, from the kernel: tasks that ran or wanted to, on average over the last minute. */
export function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

export function nodeVersion(): string {
  return `Node ${process.versions.node}`;
}

export async function qemuVersion(): Promise<string> {
  const text = await firstLine(process.arch === 'arm64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64', '--version');
  return `QEMU ${/version ([\d.]+)/.exec(text)?.[1] ?? text}`;
}
