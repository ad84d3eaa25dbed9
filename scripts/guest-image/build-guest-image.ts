import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { lockFile } from '../shared/file-lock.ts';
import { run } from '../shared/run.ts';
import { debianPackages } from './debian-packages.ts';
import { buildInitramfs } from './initramfs.ts';
import { writeKernel } from './kernel-file.ts';
import { kernelVersion, resolveModules } from './kernel-modules.ts';
import { describeFile, MANIFEST_NAME, readManifest, type ImageManifest } from './manifest.ts';
import { GUEST_FILES, readRecipe, recipeVersion, type Architecture } from './recipe.ts';
import { buildRootDisk } from './root-disk.ts';

/** A second builder waits this long for the first one, seconds: a build takes 20, a slow network ten times that. */
const BUILD_WAIT_SECONDS = 900;

export interface BuildOptions {
  readonly architecture: Architecture;
  /** Where packages and finished images are kept between runs. */
  readonly cacheDir: string;
  /** Told what is being done and why, a line at a time. */
  readonly say: (line: string) => void;
}

/** A finished image: its folder and what is in it. */
export interface GuestImage {
  readonly folder: string;
  readonly manifest: ImageManifest;
}

const IMAGE_NAME = 'hello-linux';

async function build(options: BuildOptions, version: string, work: string): Promise<ImageManifest> {
  const { architecture, cacheDir, say } = options;
  const recipe = await readRecipe();
  const target = recipe[architecture];
  const packages = await debianPackages(target.debianArchitecture, target.kernelPackage, cacheDir, say);
  const kernelPackage = await packages.resolve(target.kernelPackage);
  const names = [kernelPackage, recipe.userlandPackage, recipe.shellPackage, recipe.terminfoPackage, recipe.fontPackage] as const;
  say(`fetching ${names.join(', ')} from Debian: the guest is made of them`);
  const kernelRoot = await packages.unpack(kernelPackage);
  const userlandRoot = await packages.unpack(recipe.userlandPackage);
  const shellRoot = await packages.unpack(recipe.shellPackage);
  const terminfoRoot = await packages.unpack(recipe.terminfoPackage);
  const fontRoot = await packages.unpack(recipe.fontPackage);

  say('putting the guest together: kernel, initramfs, root disk with its picture');
  const image = join(work, 'image');
  const scratch = join(work, 'scratch');
  await mkdir(image);
  await mkdir(scratch);
  const { version: kernel, folder: source } = await kernelVersion(kernelRoot);
  const busybox = join(userlandRoot, 'bin/busybox');
  await writeKernel(architecture, kernelRoot, kernel, join(image, 'kernel'), scratch);
  const early = { source, list: await resolveModules(source, recipe.initramfsModules) };
  await buildInitramfs(join(image, 'initrd'), { init: join(GUEST_FILES, 'initramfs/init'), busybox, modules: early });
  const modules = {
    source,
    version: kernel,
    list: await resolveModules(source, [...recipe.initramfsModules, ...recipe.rootModules]),
  };
  await buildRootDisk(join(image, 'root.qcow2'), scratch, {
    overlay: join(GUEST_FILES, 'rootfs'),
    serial: target.serial,
    busybox,
    shell: join(shellRoot, 'bin/bash-static'),
    terminfo: { source: join(terminfoRoot, 'lib/terminfo'), entries: recipe.terminals },
    font: join(fontRoot, recipe.font),
    modules,
  });

  const facts: unknown = JSON.parse(await run(['qemu-img', 'info', '--output=json', join(image, 'root.qcow2')]));
  const virtualBytes = z.object({ 'virtual-size': z.number() }).parse(facts)['virtual-size'];
  return {
    name: IMAGE_NAME,
    architecture,
    version,
    description: 'A small Linux to look at: Debian kernel and busybox, a shell on serial and screen',
    kernel: await describeFile(image, 'kernel'),
    initrd: await describeFile(image, 'initrd'),
    disk: { ...(await describeFile(image, 'root.qcow2')), format: 'qcow2', virtualBytes },
    commandLine: target.commandLine,
    packages: [kernelRoot, userlandRoot, shellRoot, terminfoRoot, fontRoot].map((root) => basename(root)),
  };
}

/**
 * The guest image for `architecture`, built from Debian packages unless the cache has it. Needs the network only for a build. Safe to run
 * twice at once: the second waits for the first. The image appears in the cache whole or not at all.
 */
export async function ensureGuestImage(options: BuildOptions): Promise<GuestImage> {
  const version = await recipeVersion();
  const folder = join(options.cacheDir, `${IMAGE_NAME}-${options.architecture}-${version}`);
  const cached = await readManifest(folder);
  if (cached !== null) return { folder, manifest: cached };
  const lock = await lockFile(join(options.cacheDir, 'build.lock'), {
    what: 'building the guest image',
    waitSeconds: BUILD_WAIT_SECONDS,
    say: options.say,
  });
  const work = await mkdtemp(join(options.cacheDir, 'build-'));
  try {
    const meanwhile = await readManifest(folder);
    if (meanwhile !== null) return { folder, manifest: meanwhile };
    const manifest = await build(options, version, work);
    await writeFile(join(work, 'image', MANIFEST_NAME), JSON.stringify(manifest, null, 2) + '\n');
    await rm(folder, { recursive: true, force: true });
    await rename(join(work, 'image'), folder);
    return { folder, manifest };
  } finally {
    await rm(work, { recursive: true, force: true });
    await lock.release();
  }
}
