/**
 * Where VMs of an image live. It only makes one host a little better than another, and to read it is to look at every VM of the image: so what
 * was read stays good for a while, and what was placed from here is added at once.
 */
import type { Clock, HostId, ImageId } from '@rapidvm/kernel';
import { PLACEMENT } from '../limits.ts';
import type { PlacementStore } from '../ports/index.ts';

interface Known {
  readonly readAtMs: number;
  readonly hosts: Set<HostId>;
}

export class ImageHosts {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #known = new Map<ImageId, Known>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** The images of `asked` that VMs on a host are made from. Copies, so that a picture stays as it is. */
  async read(
    store: Pick<PlacementStore, 'imagesOnHosts'>,
    asked: ReadonlySet<ImageId>,
  ): Promise<ReadonlyMap<HostId, ReadonlySet<ImageId>>> {
    await this.#refresh(store, asked);
    const images = new Map<HostId, Set<ImageId>>();
    for (const imageId of asked) {
      for (const hostId of this.#known.get(imageId)?.hosts ?? []) {
        const there = images.get(hostId);
        if (there === undefined) images.set(hostId, new Set([imageId]));
        else there.add(imageId);
      }
    }
    return images;
  }

  /** A VM of the image was placed on the host. */
  placed(hostId: HostId, imageId: ImageId): void {
    this.#known.get(imageId)?.hosts.add(hostId);
  }

  async #refresh(store: Pick<PlacementStore, 'imagesOnHosts'>, asked: ReadonlySet<ImageId>): Promise<void> {
    const nowMs = this.#clock.monotonic();
    for (const [imageId, { readAtMs }] of this.#known) {
      if (nowMs - readAtMs >= PLACEMENT.imagesKnownMs) this.#known.delete(imageId);
    }
    const missing = [...asked].filter((imageId) => !this.#known.has(imageId));
    if (missing.length === 0) return;
    const found = await store.imagesOnHosts(missing);
    for (const imageId of missing) this.#known.set(imageId, { readAtMs: nowMs, hosts: new Set() });
    for (const { hostId, imageId } of found) this.placed(hostId, imageId);
  }
}
