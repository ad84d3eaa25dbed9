import type { DiskFile, DiskStore, ImageFacts } from '@rapidvm/agent-app';
import type { DatastoreFacts, DatastorePath, MachineSpec } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { invalidInput, notFound } from '@rapidvm/kernel';
import { answerWithin } from './answer-within.ts';
import { BoundedFiles } from './files/bounded-files.ts';
import { coded } from './files/coded.ts';
import { DirFiles } from './files/dir-files.ts';
import type { StoreFiles } from './files/store-files.ts';
import { inspectImage, inspectPlainFile } from './image/inspect-image.ts';
import { createQemuImg } from './image/qemu-img.ts';
import { USAGE_DEADLINE_MS } from './limits.ts';
import { LocalCopies } from './nfs/local-copies.ts';
import { NfsFiles } from './nfs/nfs-files.ts';
import type { NfsPlace } from './nfs/nfs-place.ts';
import { isNfsUrl, parseNfsUrl } from './nfs/nfs-place.ts';
import type { DiskStoreOptions } from './options.ts';
import type { DiskTools } from './provision/create-disk.ts';
import { provisionVm } from './provision/provision-vm.ts';
import { removeVm } from './provision/remove-vm.ts';
import { verifyVm } from './provision/verify-vm.ts';
import { claimVm, releaseVm } from './running-claim.ts';
import { UsageReader } from './usage.ts';

/**
 * Opens the datastores of this host, making the folders of `dir` ones if they are missing. One whose folder hangs or fails is there all the same, and
 * is used when it answers: it must hold up nothing else (law 6). Refuses `invalid-input` for a place that is none.
 */
export async function createDiskStore(options: DiskStoreOptions): Promise<DiskStore> {
  const copies = new LocalCopies(options.copies, options.rng);
  const stores = new Map<string, StoreFiles>();
  const made: Promise<void>[] = [];
  for (const [datastore, place] of Object.entries(options.datastores)) {
    if (isNfsUrl(place))
      stores.set(datastore, new NfsFiles({ ...options, datastore, place: nfsPlaceOf(datastore, place), copies }));
    else {
      const files = new BoundedFiles(new DirFiles(datastore, place, options.ownerOf), options.timers);
      stores.set(datastore, files);
      made.push(makeRoot(files, options));
    }
  }
  await Promise.all(made);
  return new Datastores(options, stores);
}

async function makeRoot(files: BoundedFiles, { timers, logger }: DiskStoreOptions): Promise<void> {
  const { datastore, root } = files;
  try {
    const made = await answerWithin(
      USAGE_DEADLINE_MS,
      timers,
      files.makeRoot().then(() => true),
    );
    if (made === null)
      logger.warn('The folder of a datastore does not answer', { datastore, folder: root, afterMs: USAGE_DEADLINE_MS });
  } catch (error) {
    logger.error('The folder of a datastore can not be made', error, { datastore, folder: root });
  }
}

function nfsPlaceOf(datastore: string, text: string): NfsPlace {
  const parsed = parseNfsUrl(text);
  if (parsed.ok) return parsed.value;
  throw invalidInput([{ field: `datastores.${datastore}`, value: text, rule: parsed.error }]);
}

class Datastores implements DiskStore {
  readonly #options: DiskStoreOptions;
  readonly #tools: DiskTools;
  readonly #usage: UsageReader;

  constructor(options: DiskStoreOptions, stores: ReadonlyMap<string, StoreFiles>) {
    const filesOf = (datastore: string): StoreFiles => {
      const files = stores.get(datastore);
      if (files === undefined) throw notFound('datastore', datastore);
      return files;
    };
    this.#options = options;
    this.#tools = { filesOf, qemuImg: createQemuImg(options.programs) };
    this.#usage = new UsageReader([...stores.values()], options);
  }

  provision(spec: MachineSpec): Promise<void> {
    return provisionVm(spec, this.#tools);
  }

  verify(spec: MachineSpec, replaces: HostId | null): Promise<void> {
    return verifyVm(spec, this.#options.host, replaces, this.#tools);
  }

  remove(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void> {
    return removeVm(spec, this.#options.host, this.#tools);
  }

  claim(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>, replaces: HostId | null): Promise<void> {
    return claimVm(spec, this.#options.host, replaces, this.#tools);
  }

  release(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void> {
    return releaseVm(spec, this.#options.host, this.#tools);
  }

  inspect(file: DatastorePath, kind: 'disk' | 'plain' = 'disk'): Promise<ImageFacts> {
    return this.#at(file, (files) =>
      kind === 'plain' ? inspectPlainFile(files, file.path) : inspectImage(files, file.path, this.#tools.qemuImg),
    );
  }

  resolve(file: DatastorePath): Promise<string> {
    return this.#at(file, (files) => files.localPath(file.path));
  }

  diskFile(file: DatastorePath): Promise<DiskFile> {
    return this.#at(file, (files) => files.diskFile(file.path));
  }

  usage(): Promise<readonly DatastoreFacts[]> {
    return this.#usage.read();
  }

  #at<T>(file: DatastorePath, action: (files: StoreFiles) => Promise<T>): Promise<T> {
    const files = this.#tools.filesOf(file.datastore);
    return coded(files, file.path, () => action(files));
  }
}
