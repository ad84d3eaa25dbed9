import { join } from 'node:path';
import { isRapidError } from '@rapidvm/kernel';
import type { ApiClient } from '../shared/api-client.ts';
import { ensureGuestImage } from '../guest-image/build-guest-image.ts';
import { installImage } from '../guest-image/install-image.ts';
import { readManifest } from '../guest-image/manifest.ts';
import { hostArchitecture } from '../guest-image/recipe.ts';
import { GUEST_CACHE } from './checkout.ts';
import type { DataLayout } from './data-layout.ts';
import { followTask } from './follow-task.ts';
import type { Say } from './progress.ts';

/** The name of the first VM. */
const HELLO = 'hello';

/** Puts the guest image into the datastore and makes it known. Returns its name. */
export async function ensureImage(layout: DataLayout, api: ApiClient, say: Say): Promise<string> {
  const image = await ensureGuestImage({ architecture: hostArchitecture(), cacheDir: GUEST_CACHE, say });
  const name = await installImage(layout.datastore, image);
  const known = await api.call('image.list', { name });
  if (known.items.length > 0) return name;
  say(`registering the image ${name}`);
  const folder = `images/${name}`;
  const manifest = (await readManifest(join(layout.datastore, folder))) ?? image.manifest;
  const { task } = await api.call('image.register', {
    name,
    architecture: manifest.architecture,
    datastore: 'local',
    diskPath: `${folder}/${manifest.disk.file}`,
    kernelPath: `${folder}/${manifest.kernel.file}`,
    initrdPath: `${folder}/${manifest.initrd.file}`,
    commandLine: manifest.commandLine,
    description: manifest.description,
  });
  await followTask(api, task);
  return name;
}

/** Makes the first VM and starts it. One that is there already, from a run that was cut off, is left as it is. */
export async function makeHello(api: ApiClient, image: string, say: Say): Promise<void> {
  const there = await api.call('vm.list', { name: HELLO });
  if (there.items.length > 0) return;
  say(`creating and starting the virtual machine ${HELLO} from ${image}`);
  const { task } = await api.call('vm.create', { name: HELLO, image, start: true });
  await followTask(api, task);
}

/** Starts the VMs that ran when everything was stopped, all at once. One that a person has deleted meanwhile is passed over. */
export async function resumeVms(api: ApiClient, ids: readonly string[], say: Say): Promise<void> {
  if (ids.length > 0)
    say(
      `starting ${ids.length === 1 ? 'the virtual machine' : `the ${ids.length} virtual machines`} that ran when RapidVM was stopped`,
    );
  await Promise.all(
    ids.map(async (id) => {
      try {
        const { task } = await api.call('vm.start', { id });
        await followTask(api, task);
      } catch (error) {
        if (!isRapidError(error, 'not-found', 'wrong-state')) throw error;
        say(`not started: ${error.message}`);
      }
    }),
  );
}
