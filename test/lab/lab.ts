/** Several hosts and a controller on one machine, each as if it were a machine of its own. Only inside a world (world.ts). */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureGuestImage } from '../../scripts/guest-image/build-guest-image.ts';
import { installImage } from '../../scripts/guest-image/install-image.ts';
import { hostArchitecture } from '../../scripts/guest-image/recipe.ts';
import { GUEST_CACHE } from '../../scripts/launcher/checkout.ts';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import type { ApiClient } from '../../scripts/shared/api-client.ts';
import { ControllerMachine } from './controller-machine.ts';
import type { Place } from './guests.ts';
import { HostMachine, SHARED, SHARED_FOLDER } from './host-machine.ts';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { NfsMachine } from './nfs-machine.ts';

/** The most hosts: each agent takes 90 MiB, and the lab's addresses end at 250. */
export const MAX_HOSTS = 50;

const say = (line: string): void => void process.stderr.write(`lab: ${line}\n`);

const CONTROLLER_NUMBER = 1;
const FIRST_HOST_NUMBER = 11;

/** Number and name of the machine that serves NFS. */
const NAS_NUMBER = 9;
export const NAS = 'nas';

export interface LabPlan {
  readonly hosts: number;
  /** How many of them are arm64 machines: the last ones. */
  readonly arm64?: number;
  /** With an NFS server, whose datastore `nas` all hosts have. */
  readonly nas?: boolean;
}

export interface Lab {
  readonly network: LabNetwork;
  readonly controller: ControllerMachine;
  readonly hosts: readonly HostMachine[];
  /** The API as administrator. */
  readonly api: ApiClient;
  /** The datastore that all hosts have as a folder under the same path. */
  readonly shared: Place;
  readonly nas: NfsMachine | null;
  /** Pulls every plug and throws the disks away. The world's end would do it too. */
  close(): Promise<void>;
}

/** Builds a lab whose hosts have all joined. Each has its own datastore `local`, the shared folder, and the NAS where there is one. */
export async function buildLab({ hosts: count, arm64 = 0, nas: hasNas = false }: LabPlan): Promise<Lab> {
  if (!Number.isInteger(count) || count < 1 || count > MAX_HOSTS)
    throw new Error(`a lab has 1 to ${MAX_HOSTS} hosts, not ${count}`);
  const network = await LabNetwork.make();
  const controller = new ControllerMachine(new Machine('controller', CONTROLLER_NUMBER, network));
  const nas = hasNas ? new NfsMachine(new Machine(NAS, NAS_NUMBER, network)) : null;
  const hosts = Array.from(
    { length: count },
    (_, i) => new HostMachine(new Machine(`h${i + 1}`, FIRST_HOST_NUMBER + i, network), i < count - arm64 ? 'x86_64' : 'aarch64'),
  );
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  await controller.machine.powerOn();
  // Hosts look at their datastores when they start, and then only once a minute.
  await Promise.all([controller.start(), nas?.powerOn(), ...hosts.map((host) => host.bootMachine())]);
  const datastores = nas === null ? {} : { [NAS]: nas.url };
  await Promise.all(hosts.map((host) => host.join(controller.api, datastores)));
  return {
    network,
    controller,
    hosts,
    nas,
    shared: { datastore: SHARED, folder: SHARED_FOLDER },
    get api() {
      return controller.api;
    },
    async close() {
      for (const { machine } of [...hosts, ...(nas === null ? [] : [nas]), controller]) await machine.scrap();
      await rm(SHARED_FOLDER, { recursive: true, force: true });
      await network.remove();
    },
  };
}

/** Puts a Linux guest on a datastore and makes it known; returns its name. For people to play with: the tests have guests that cost less. */
export async function provideLinux(api: ApiClient, { datastore, folder }: Place): Promise<string> {
  const built = await ensureGuestImage({ architecture: hostArchitecture(), cacheDir: GUEST_CACHE, say });
  const name = await installImage(folder, built);
  const { architecture, disk, kernel, initrd, commandLine, description } = built.manifest;
  const { task } = await api.call('image.register', {
    name,
    architecture,
    datastore,
    diskPath: join('images', name, disk.file),
    kernelPath: join('images', name, kernel.file),
    initrdPath: join('images', name, initrd.file),
    commandLine,
    description,
  });
  await followTask(api, task);
  return name;
}
