import type { HostId, ImageId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import { expect, it } from 'vitest';
import { PLACEMENT } from '../limits.ts';
import type { ImageOnHost } from '../ports/index.ts';
import { ImageHosts } from './image-hosts.ts';

const [image, other] = [asId<ImageId>('image'), asId<ImageId>('other')];
const [a, b] = [asId<HostId>('a'), asId<HostId>('b')];

it('reads where VMs of an image live once in a while, and knows at once of those placed from here', async () => {
  const time = new VirtualTime();
  const rows: ImageOnHost[] = [{ hostId: a, imageId: image }];
  const readings: (readonly ImageId[])[] = [];
  const store = {
    imagesOnHosts: async (images: readonly ImageId[]) => {
      readings.push(images);
      return rows.filter(({ imageId }) => images.includes(imageId));
    },
  };
  const hosts = new ImageHosts(time);
  const first = await hosts.read(store, new Set([image]));
  expect(first).toEqual(new Map([[a, new Set([image])]]));
  hosts.placed(b, image);
  rows.push({ hostId: a, imageId: other });
  expect(await hosts.read(store, new Set([image, other]))).toEqual(
    new Map([
      [a, new Set([image, other])],
      [b, new Set([image])],
    ]),
  );
  expect(first.get(a)).toEqual(new Set([image]));
  await time.advance(PLACEMENT.imagesKnownMs);
  expect(await hosts.read(store, new Set([image]))).toEqual(new Map([[a, new Set([image])]]));
  expect(readings).toEqual([[image], [other], [image]]);
});
