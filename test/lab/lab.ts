/** Several hosts and a controller on one machine, each as if it were a machine of its own. Only inside a world (world.ts). */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureGuestImage } from '../../scripts/guest-image/build-guest-image.ts';
import { installImage } from '../../scripts/guest-image/install-image.ts';
import { hostArchitecture } from '../../scripts/guest-image/recipe.ts';
import { GUEST_CACHE } from '../../scripts/launcher/checkout.ts';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import type { ApiClient } from '../../scripts/shared/api-client.ts';
import { ControllerMachine } from './controller-machine.ts';
import { HostMachine, SHARED, SHARED_FOLDER } from './host-machine.ts';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';

/** The most hosts: each agent takes 90 MiB, and the lab's addresses end at 250. */
export const MAX_HOSTS = 50;

const say = (line: string): void => void process.stderr.write(`lab: ${line}\n`);

const CONTROLLER_NUMBER = 1;
const FIRST_HOST_NUMBER = 11;

export interface Lab {
  readonly network: LabNetwork;
  readonly controller: ControllerMachine;
  readonly hosts: readonly HostMachine[];
  /** The API as administrator. */
  readonly api: ApiClient;
  /** Name of the guest image, on the shared datastore. */
  readonly image: string;
  /** Pulls every plug. The world's end would do it too. */
  close(): Promise<void>;
}

/** Builds a lab of `count` hosts, all joined, with the guest image ready. `datastores`: what each host has besides its own and the shared folder. */
export async function buildLab(count: number, datastores: Readonly<Record<string, string>> = {}): Promise<Lab> {
  if (!Number.isInteger(count) || count < 1 || count > MAX_HOSTS)
    throw new Error(`a lab has 1 to ${MAX_HOSTS} hosts, not ${count}`);
  const network = await LabNetwork.make();
  const controller = new ControllerMachine(new Machine('controller', CONTROLLER_NUMBER, network));
  await controller.machine.powerOn();
  await controller.start();
  const hosts = Array.from(
    { length: count },
    (_, i) => new HostMachine(new Machine(`h${i + 1}`, FIRST_HOST_NUMBER + i, network)),
  );
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  for (const host of hosts) await host.machine.powerOn();
  await Promise.all(hosts.map((host) => host.join(controller.api, datastores)));
  const image = await provideImage(controller.api, { datastore: SHARED, folder: SHARED_FOLDER });
  return {
    network,
    controller,
    hosts,
    image,
    get api() {
      return controller.api;
    },
    async close() {
      for (const { machine } of [...hosts, controller]) if (machine.isOn) await machine.powerOff();
      await network.remove();
    },
  };
}

/** Puts the guest image on a datastore, whose folder the world sees, and makes it known; `suffix` tells it from those of other datastores. */
export async function provideImage(
  api: ApiClient,
  { datastore, folder, suffix = '' }: { readonly datastore: string; readonly folder: string; readonly suffix?: string },
): Promise<string> {
  const built = await ensureGuestImage({ architecture: hostArchitecture(), cacheDir: GUEST_CACHE, say });
  const files = await installImage(folder, built);
  const name = `${files}${suffix}`;
  const { architecture, disk, kernel, initrd, commandLine, description } = built.manifest;
  const { task } = await api.call('image.register', {
    name,
    architecture,
    datastore,
    diskPath: join('images', files, disk.file),
    kernelPath: join('images', files, kernel.file),
    initrdPath: join('images', files, initrd.file),
    commandLine,
    description,
  });
  await followTask(api, task);
  return name;
}
