import type { Image } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { Stores } from '../ports/index.ts';

/** Refuses `in-use`: disks of VMs are children of the image's disk. */
export async function refuseIfUsed(stores: Stores, image: Image): Promise<void> {
  const usedBy = await stores.images.usedBy(image.id);
  if (usedBy.length === 0) return;
  throw new RapidError(
    'in-use',
    `The image ${image.name} is used by ${usedBy.join(', ')}`,
    { kind: 'image', id: image.id, usedBy },
    'Delete those VMs first',
  );
}
