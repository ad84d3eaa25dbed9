import type { DiskStore, ImageFacts } from '@rapidvm/agent-app';
import type { DatastoreFacts, DatastorePath, MachineSpec } from '@rapidvm/domain';
import { coded } from './files/coded.ts';
import { DatastoreRoots } from './files/datastore-root.ts';
import { makePassThrough } from './files/pass-through.ts';
import { inspectImage, inspectPlainFile } from './image/inspect-image.ts';
import type { QemuImg } from './image/qemu-img.ts';
import { createQemuImg } from './image/qemu-img.ts';
import type { DiskStoreOptions } from './options.ts';
import { provisionVm } from './provision/provision-vm.ts';
import { removeVm } from './provision/remove-vm.ts';
import { readUsage } from './usage.ts';

/** Opens the `dir` datastores of this host, making their root folders if they are missing. */
export async function createDiskStore(options: DiskStoreOptions): Promise<DiskStore> {
  for (const root of Object.values(options.datastores)) await makePassThrough(root);
  return new DirDiskStore(options);
}

class DirDiskStore implements DiskStore {
  readonly #options: DiskStoreOptions;
  readonly #roots: DatastoreRoots;
  readonly #qemuImg: QemuImg;

  constructor(options: DiskStoreOptions) {
    this.#options = options;
    this.#roots = new DatastoreRoots(options.datastores);
    this.#qemuImg = createQemuImg(options.programs);
  }

  provision(spec: MachineSpec): Promise<void> {
    return provisionVm(spec, this.#options.ownerOf(spec.vmId), { roots: this.#roots, qemuImg: this.#qemuImg });
  }

  remove(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void> {
    return removeVm(spec, this.#roots);
  }

  inspect(file: DatastorePath, kind: 'disk' | 'plain' = 'disk'): Promise<ImageFacts> {
    const name = `${file.datastore}:${file.path}`;
    return this.#at(file, async () => {
      const path = await this.#roots.existing(file);
      return kind === 'plain' ? inspectPlainFile(path, name) : inspectImage(path, name, this.#qemuImg);
    });
  }

  resolve(file: DatastorePath): Promise<string> {
    return this.#at(file, () => this.#roots.existing(file));
  }

  usage(): Promise<readonly DatastoreFacts[]> {
    return readUsage(this.#roots, this.#options.timers, this.#options.logger);
  }

  async #at<T>(file: DatastorePath, action: () => Promise<T>): Promise<T> {
    return coded({ ...file, root: this.#roots.rootOf(file.datastore) }, action);
  }
}
