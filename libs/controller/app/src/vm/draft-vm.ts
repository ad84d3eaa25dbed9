/** What a user asked for → the intent row: names resolved, limits checked, everything decided that is decided once. */
import type { Image, VmIntent, VmPlacement } from '@rapidvm/domain';
import { DEFAULT_NETWORK, macFromBytes } from '@rapidvm/domain';
import type { Clock, Rng, VmId } from '@rapidvm/kernel';
import { formatBytes, invalidInput, MIB, newId, nextGeneration, NO_GENERATION, notFound, toTimestamp } from '@rapidvm/kernel';
import type { VmCreate } from '@rapidvm/operations';

const MAC_BYTES = 3;

/** Refuses `not-found` for the network, `invalid-input` for a disk smaller than its image. */
export function draftVm(input: VmCreate, placement: VmPlacement, image: Image, clock: Clock, rng: Rng): VmIntent {
  if (input.network !== DEFAULT_NETWORK.name) throw notFound('network', input.network);
  refuseSmallDisk(input, image);
  const size = input.diskMiB === undefined ? {} : { sizeMiB: input.diskMiB };
  return {
    id: newId<VmId>(clock, rng),
    name: input.name,
    spec: {
      architecture: image.architecture,
      cpus: input.cpus,
      memoryMiB: input.memoryMiB,
      imageId: image.id,
      datastore: image.datastore,
      disks: [{ name: 'disk0', imageId: image.id, ...size }],
      nics: [{ name: 'nic0', network: input.network, mac: macFromBytes(rng.bytes(MAC_BYTES)) }],
      display: input.display,
      restart: input.restart,
      labels: input.labels,
      placement,
    },
    desiredPower: 'off',
    generation: nextGeneration(NO_GENERATION),
    hostId: null,
    createdAt: toTimestamp(clock.now()),
  };
}

function refuseSmallDisk({ diskMiB }: VmCreate, image: Image): void {
  if (diskMiB === undefined || diskMiB * MIB >= image.diskBytes) return;
  const rule = `must be at least as large as the image, ${formatBytes(image.diskBytes)}`;
  throw invalidInput([{ field: 'diskMiB', value: String(diskMiB), rule }]);
}
