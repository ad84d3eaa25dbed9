import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_NAME, readManifest } from './manifest.ts';
import type { GuestImage } from './build-guest-image.ts';

/**
 * Puts `image` into a datastore as `images/<name>/` and returns that name. An image that is there stays as it is for ever, because disks of
 * VMs are children of its disk: another build of it gets a name with its version. Does nothing when this build is there already.
 */
export async function installImage(datastore: string, image: GuestImage): Promise<string> {
  const images = join(datastore, 'images');
  await mkdir(images, { recursive: true });
  const taken = new Set(await readdir(images));
  for (const entry of taken) {
    const present = await readManifest(join(images, entry));
    if (present?.version === image.manifest.version && present.architecture === image.manifest.architecture) return entry;
  }
  const name = taken.has(image.manifest.name) ? `${image.manifest.name}-${image.manifest.version}` : image.manifest.name;
  const aside = await mkdtemp(join(images, '.incoming-'));
  try {
    for (const { file } of [image.manifest.kernel, image.manifest.initrd, image.manifest.disk]) {
      await copyFile(join(image.folder, file), join(aside, file), constants.COPYFILE_FICLONE);
    }
    await writeFile(join(aside, MANIFEST_NAME), JSON.stringify({ ...image.manifest, name }, null, 2) + '\n', { flush: true });
    // Readable for the unprivileged user that QEMU runs as.
    await chmod(aside, 0o755);
    await rename(aside, join(images, name));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return name;
}
