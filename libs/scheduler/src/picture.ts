/** All hosts at one moment, and what they would be with one more VM. Immutable: deciding changes nothing, committing is somebody else's. */
import type { Selector } from '@rapidvm/domain';
import type { Candidate, Room } from './candidate.ts';
import type { Demand } from './demand.ts';
import { holdingOn } from './demand.ts';
import { hashText } from './draw.ts';
import type { Racks } from './racks.ts';
import { isApart } from './residents.ts';
import { changeRacks, racksOf } from './racks.ts';

export interface Picture {
  readonly candidates: readonly Candidate[];
  readonly racks: Racks;
  /** One number for each host, for drawing lots among equals. */
  readonly lots: readonly number[];
}

export function pictureOf(candidates: readonly Candidate[]): Picture {
  return { candidates, racks: racksOf(candidates), lots: candidates.map(({ id }) => hashText(id)) };
}

/** The picture once the VM is placed at `index`: what decisions after it have to reckon with before it is committed. */
export function withPlaced(picture: Picture, demand: Demand, index: number): Picture {
  const before = picture.candidates[index];
  if (before === undefined) return picture;
  const after = hosting(before, demand);
  return {
    ...picture,
    candidates: picture.candidates.with(index, after),
    racks: changeRacks(picture.racks, before, after),
  };
}

function hosting(candidate: Candidate, demand: Demand): Candidate {
  const isThere = demand.current?.hostId === candidate.id;
  const own = holdingOn(demand, candidate.id);
  const apart = demand.rules.filter((rule) => isApart(rule));
  return {
    ...candidate,
    ...(demand.runs && {
      memoryMiB: taken(candidate.memoryMiB, demand.memoryMiB - own.memoryMiB),
      cpus: taken(candidate.cpus, demand.cpus - own.cpus),
    }),
    images: candidate.images.has(demand.imageId) ? candidate.images : new Set(candidate.images).add(demand.imageId),
    residents: isThere ? candidate.residents : counted(candidate.residents, demand.selectors),
    keptApart: isThere
      ? candidate.keptApart
      : counted(
          candidate.keptApart,
          apart.map(({ selector }) => selector),
        ),
  };
}

function taken(room: Room, amount: number): Room {
  return { ...room, used: room.used + amount, inFlight: room.inFlight + amount };
}

function counted(counts: ReadonlyMap<Selector, number>, selectors: Iterable<Selector>): ReadonlyMap<Selector, number> {
  const more = new Map(counts);
  for (const selector of selectors) more.set(selector, (more.get(selector) ?? 0) + 1);
  return more.size === 0 ? counts : more;
}
