/** An image as the API shows it. */
import type { Image, ImageUse, Role } from '@rapidvm/domain';
import { allowedImageActions, may } from '@rapidvm/domain';
import type { ImageView } from '@rapidvm/operations';
import type { Stores } from '../ports/index.ts';

export const UNUSED: ImageUse = { names: [], count: 0 };

export async function toImageViews(stores: Stores, images: readonly Image[], role: Role): Promise<ImageView[]> {
  const uses = await stores.images.usedBy(images.map(({ id }) => id));
  return images.map((image) => {
    const verdicts = allowedImageActions({ usedBy: uses.get(image.id) ?? UNUSED, mayEdit: may(role, 'edit') });
    return { ...image, allowedActions: verdicts.map((verdict) => ({ ...verdict })) };
  });
}
