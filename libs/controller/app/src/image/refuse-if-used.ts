import type { Image } from '@rapidvm/domain';
import { allowedImageActions } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { Stores } from '../ports/index.ts';
import { UNUSED } from './image-view.ts';

/** Refuses `in-use` with the very reason the image's `allowedActions` show. Rights have been checked before. */
export async function refuseIfUsed(stores: Stores, image: Image): Promise<void> {
  const usedBy = (await stores.images.usedBy([image.id])).get(image.id) ?? UNUSED;
  for (const verdict of allowedImageActions({ usedBy, mayEdit: true })) {
    if (verdict.action !== 'delete' || verdict.allowed) continue;
    const details = { kind: 'image', id: image.id, usedBy: usedBy.names };
    throw new RapidError('in-use', `The image ${image.name}: ${verdict.reason}`, details, verdict.hint);
  }
}
