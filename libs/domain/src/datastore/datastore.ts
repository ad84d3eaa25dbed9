import type { HostId } from '@rapidvm/kernel';

/** A named place for disks and images. `hosts`: which hosts have it, with what they last said of its space. */
export interface Datastore {
  readonly name: string;
  readonly kind: 'dir';
  readonly hosts: readonly { readonly hostId: HostId; readonly totalBytes: number; readonly freeBytes: number }[];
}
