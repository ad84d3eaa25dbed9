import {
  chmod,
  copyFile,
  cp,
  lutimes,
  mkdir,
  readFile,
  readdir,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { run } from '../shared/run.ts';
import { installModules, type KernelModule } from './kernel-modules.ts';
import { renderPicture } from './picture/render.ts';

/** Size of the root disk as the guest sees it, bytes. Sparse: what is not written costs nothing. */
const DISK_BYTES = 1024 * 1024 * 1024;

/** Fixed ids and time: equal input gives an equal file system. */
const DISK_UUID = '7261706d-0001-4d56-8000-000000000001';
const BUILD_TIME = new Date('2026-01-01T00:00:00Z');

/**
 * The sizes the picture is drawn in: screen width and picture height, pixels. Heights are whole text lines of 16 pixels and leave room for
 * text below. The kernel command line asks for 1024 x 768.
 */
const PICTURES: readonly (readonly [number, number])[] = [
  [800, 288],
  [1024, 352],
  [1280, 416],
  [1920, 560],
];

export interface RootDiskParts {
  readonly overlay: string;
  readonly serial: string;
  readonly busybox: string;
  readonly shell: string;
  /** The terminfo database and the entries to take from it. */
  readonly terminfo: { readonly source: string; readonly entries: readonly string[] };
  readonly font: string;
  readonly modules: { readonly source: string; readonly version: string; readonly list: readonly KernelModule[] };
}

async function fillPlaceholders(folder: string, serial: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    if (text.includes('@SERIAL@')) await writeFile(file, text.replaceAll('@SERIAL@', serial));
  }
}

async function drawPictures(folder: string): Promise<void> {
  for (const [width, height] of PICTURES) {
    const { pixels } = renderPicture(width, height);
    await writeFile(join(folder, `picture-${width}x${height}.raw.gz`), await promisify(gzip)(pixels, { level: 9 }));
  }
}

async function setTimes(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    await (entry.isSymbolicLink() ? lutimes : utimes)(path, BUILD_TIME, BUILD_TIME);
  }
}

/** Lays out the guest's files below `tree`. */
async function layOutTree(tree: string, parts: RootDiskParts): Promise<void> {
  for (const folder of [
    'bin',
    'sbin',
    'usr/bin',
    'usr/sbin',
    'dev',
    'proc',
    'sys',
    'run',
    'tmp',
    'root',
    'etc',
    'lib/modules',
    'mnt',
    'var/log',
  ]) {
    await mkdir(join(tree, folder), { recursive: true });
  }
  await cp(parts.overlay, tree, { recursive: true, verbatimSymlinks: true });
  await fillPlaceholders(tree, parts.serial);
  await copyFile(parts.busybox, join(tree, 'bin/busybox'));
  await chmod(join(tree, 'bin/busybox'), 0o755);
  await copyFile(parts.shell, join(tree, 'bin/bash'));
  await chmod(join(tree, 'bin/bash'), 0o755);
  await symlink('busybox', join(tree, 'bin/sh'));
  await symlink('../run', join(tree, 'var/run'));
  await symlink('../bin/busybox', join(tree, 'sbin/init'));
  for (const entry of parts.terminfo.entries) {
    await cp(join(parts.terminfo.source, entry), join(tree, 'lib/terminfo', entry), { dereference: true });
  }
  const share = join(tree, 'usr/share/rapidvm');
  await writeFile(join(share, 'font.psf'), await promisify(gunzip)(await readFile(parts.font)));
  await drawPictures(share);
  await installModules(parts.modules.source, join(tree, 'lib/modules', parts.modules.version), parts.modules.list);
  await setTimes(tree);
}

/** Builds the root disk: an ext4 file system straight on the disk, as qcow2. `workDir` must be empty and is left to the caller to remove. */
export async function buildRootDisk(target: string, workDir: string, parts: RootDiskParts): Promise<void> {
  const tree = join(workDir, 'tree');
  const raw = join(workDir, 'root.raw');
  await layOutTree(tree, parts);
  await writeFile(raw, '');
  await truncate(raw, DISK_BYTES);
  const epoch = String(BUILD_TIME.getTime() / 1000);
  await run(
    [
      'mkfs.ext4',
      '-q',
      '-F',
      '-L',
      'rapidvm-root',
      '-U',
      DISK_UUID,
      '-E',
      `hash_seed=${DISK_UUID},root_owner=0:0,lazy_itable_init=1`,
      '-J',
      'size=8',
      '-m',
      '1',
      '-d',
      tree,
      raw,
    ],
    {
      env: {
        ...process.env,
        E2FSPROGS_FAKE_TIME: epoch,
        SOURCE_DATE_EPOCH: epoch,
        PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
      },
    },
  );
  await run(['qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', raw, target]);
  await stat(target);
}
