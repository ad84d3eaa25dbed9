/** A placement as its row keeps it: neighbours in the list of refused hosts that say the same say it once, a quarter of the bytes to write. */
import type { DecisionRecord } from '@rapidvm/controller-app';

type Refusal = DecisionRecord['refused'][number];
type Obstacle = Omit<Refusal, 'hostId' | 'hostName'>;

export interface PackedDecision extends Omit<DecisionRecord, 'refused'> {
  /** In their order. Rows written before hosts were packed have one of them each. */
  readonly refused: readonly (Refusal | PackedRefusals)[];
}

interface PackedRefusals extends Obstacle {
  readonly hosts: readonly (readonly [id: Refusal['hostId'], name: string])[];
}

export function packDecision({ refused, ...decision }: DecisionRecord): PackedDecision {
  const packed: (Obstacle & { readonly hosts: [Refusal['hostId'], string][] })[] = [];
  for (const { hostId, hostName, ...obstacle } of refused) {
    const last = packed.at(-1);
    if (last !== undefined && isSame(last, obstacle)) last.hosts.push([hostId, hostName]);
    else packed.push({ ...obstacle, hosts: [[hostId, hostName]] });
  }
  return { ...decision, refused: packed };
}

export function unpackDecision({ refused, ...decision }: PackedDecision): DecisionRecord {
  return {
    ...decision,
    refused: refused.flatMap((each) => {
      if (!('hosts' in each)) return [each];
      const { hosts, ...obstacle } = each;
      return hosts.map(([hostId, hostName]) => ({ hostId, hostName, ...obstacle }));
    }),
  };
}

function isSame(one: Obstacle, other: Obstacle): boolean {
  const figures = (each: Obstacle) => each.figures && `${each.figures.needed} ${each.figures.available} ${each.figures.unit}`;
  return one.code === other.code && one.reason === other.reason && one.change === other.change && figures(one) === figures(other);
}
