/** Many decisions on one picture: each reckons with those before it. */
import type { Selector } from '@rapidvm/domain';
import { Assessment } from './assessment.ts';
import type { Demand } from './demand.ts';
import type { Picture } from './picture.ts';
import { withPlaced } from './picture.ts';
import type { PlaceAnswer } from './place.ts';
import { choose, place } from './place.ts';

/**
 * The answers, in the order of the demands: those that `place` would give on the picture as the decisions before leave it. Hosts are looked at
 * once for VMs that ask for the same; after each placement only the host that was taken is looked at again, and the score of its rack.
 */
export function placeAll(demands: readonly Demand[], picture: Picture): readonly PlaceAnswer[] {
  const batch = new Batch(demands, picture);
  return demands.map((demand) => batch.place(demand));
}

class Batch {
  #picture: Picture;
  /** Selectors that somebody keeps apart from: of all that mean a VM, only these matter to its place. */
  readonly #keptApart: ReadonlySet<Selector>;
  readonly #racks: ReadonlyMap<string, readonly number[]>;
  readonly #assessments = new Map<string, Assessment>();

  constructor(demands: readonly Demand[], picture: Picture) {
    this.#picture = picture;
    const rules = demands.flatMap((demand) => demand.rules.map(({ selector }) => selector));
    this.#keptApart = new Set([...picture.candidates.flatMap(({ keptApart }) => [...keptApart.keys()]), ...rules]);
    const racks = Map.groupBy(picture.candidates.keys(), (index) => picture.candidates[index]?.rack ?? '');
    racks.delete('');
    this.#racks = racks;
  }

  place(demand: Demand): PlaceAnswer {
    const answer = asksForNeighbours(demand)
      ? place(demand, this.#picture)
      : choose(demand, this.#picture, this.#assessmentFor(demand));
    if (answer.ok) this.#take(demand, answer.value.index);
    return answer;
  }

  #assessmentFor(demand: Demand): Assessment {
    const kind = this.#kindOf(demand);
    const known = this.#assessments.get(kind);
    if (known !== undefined) return known;
    const assessment = new Assessment(demand, this.#picture);
    this.#assessments.set(kind, assessment);
    return assessment;
  }

  #take(demand: Demand, index: number): void {
    this.#picture = withPlaced(this.#picture, demand, index);
    const rack = this.#picture.candidates[index]?.rack ?? null;
    const beside = rack === null ? [] : (this.#racks.get(rack) ?? []);
    for (const assessment of this.#assessments.values()) assessment.renew(this.#picture, index, beside);
  }

  /** The same for demands to which every host says the same: all of them but who it is. */
  #kindOf({ vmId: _, selectors, ...asked }: Demand): string {
    const known = [...selectors].filter((selector) => this.#keptApart.has(selector)).sort();
    return JSON.stringify([known, asked], (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    );
  }
}

/** Where other VMs live matters to it, so that each placement may change what any host says to it. */
function asksForNeighbours({ rules }: Demand): boolean {
  return rules.some(({ about }) => about === 'vms');
}
