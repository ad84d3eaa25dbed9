import { execFile, spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { once } from 'node:events';

const run = promisify(execFile);

/** A folder on storage that hangs: whatever is asked of it waits in the kernel. What it held is there again when it is thawed. */
export class HungFolder {
  readonly #folder: string;
  readonly #server: FileHandle;

  private constructor(folder: string, server: FileHandle) {
    this.#folder = folder;
    this.#server = server;
  }

  /** Mounts a file system over it that nobody serves. Needs root and FUSE in the kernel. */
  static async hang(folder: string): Promise<HungFolder> {
    const server = await openFuse(folder);
    const options = 'fd=3,rootmode=40755,user_id=0,group_id=0,allow_other';
    const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'hung', folder], {
      stdio: ['ignore', 'ignore', 'inherit', server.fd],
    });
    const [code] = (await once(mount, 'close')) as [number | null];
    if (code !== 0) throw new Error(`nothing could be mounted at ${folder}: ${code}`);
    return new HungFolder(folder, server);
  }

  /** What waits for it fails; what is asked from then on is answered. Harmless when repeated. */
  async thaw(): Promise<void> {
    if (this.#server.fd < 0) return;
    await run('umount', ['--lazy', this.#folder]);
    await this.#server.close();
  }
}

/** Major and minor number of the kernel's FUSE device. */
const FUSE_DEVICE = ['10', '229'] as const;

/** The kernel's FUSE device; made for the moment, beside `folder`, where the machine's /dev holds few, as a container's does. */
async function openFuse(folder: string): Promise<FileHandle> {
  try {
    return await open('/dev/fuse', 'r+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const own = `${folder}.fuse`;
  await run('mknod', [own, 'c', ...FUSE_DEVICE]);
  try {
    return await open(own, 'r+');
  } finally {
    await rm(own);
  }
}
