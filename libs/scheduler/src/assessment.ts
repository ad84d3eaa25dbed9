/** What every host of a picture says to one kind of demand: kept while VMs are placed one by one, and looked at anew only where that changed it. */
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import { FILTERS_IN_ORDER } from './filters/index.ts';
import type { Surroundings } from './filter.ts';
import { SCHEDULER_LIMITS } from './limits.ts';
import type { HostRefusal, Obstacle } from './obstacle.ts';
import type { Picture } from './picture.ts';
import { surroundingsOf } from './surroundings.ts';
import { totalScore } from './total-score.ts';

/** In place of a step: the host does not fit. */
const REFUSED = -1;

export class Assessment {
  readonly #demand: Demand;
  readonly #obstacles: (Obstacle | null)[];
  readonly #totals: Float64Array;
  readonly #steps: Int32Array;
  #refusals: readonly HostRefusal[] | null = null;
  #fitting = 0;

  constructor(demand: Demand, picture: Picture) {
    const { length } = picture.candidates;
    this.#demand = demand;
    this.#obstacles = Array.from({ length }, () => null);
    this.#totals = new Float64Array(length);
    this.#steps = new Int32Array(length).fill(REFUSED);
    const surroundings = surroundingsOf(demand, picture);
    for (let index = 0; index < length; index += 1) this.#look(index, picture, surroundings);
  }

  /** Hosts that fit. */
  get fitting(): number {
    return this.#fitting;
  }

  /** 0 to 1, of a host that fits. */
  total(index: number): number {
    return this.#totals[index] ?? 0;
  }

  /** The score in steps of `scoreStep`; below 0: the host does not fit. */
  step(index: number): number {
    return this.#steps[index] ?? REFUSED;
  }

  /** Every host that does not fit, with the first obstacle that was met. */
  refusals({ candidates }: Picture): readonly HostRefusal[] {
    this.#refusals ??= candidates.flatMap(({ id: hostId, name: hostName }, index) => {
      const obstacle = this.#obstacles[index] ?? null;
      return obstacle === null ? [] : [{ hostId, hostName, obstacle }];
    });
    return this.#refusals;
  }

  /** After the host at `changed` took a VM: it may be full, and its rack, the hosts at `beside`, is worth less. */
  renew(picture: Picture, changed: number, beside: readonly number[]): void {
    this.#look(changed, picture, surroundingsOf(this.#demand, picture));
    for (const index of beside) {
      const candidate = picture.candidates[index];
      if (candidate !== undefined && this.step(index) !== REFUSED) this.#score(index, candidate, picture);
    }
  }

  #look(index: number, picture: Picture, surroundings: Surroundings): void {
    const candidate = picture.candidates[index];
    if (candidate === undefined) return;
    const obstacle = firstObstacle(this.#demand, candidate, surroundings);
    if (obstacle !== null || this.#obstacles[index] !== null) this.#refusals = null;
    this.#fitting += Number(obstacle === null) - Number(this.step(index) !== REFUSED);
    this.#obstacles[index] = obstacle;
    if (obstacle === null) this.#score(index, candidate, picture);
    else this.#steps[index] = REFUSED;
  }

  #score(index: number, candidate: Candidate, picture: Picture): void {
    const total = totalScore(this.#demand, candidate, picture);
    this.#totals[index] = total;
    this.#steps[index] = Math.round(total / SCHEDULER_LIMITS.scoreStep);
  }
}

/** Why this host can't take the VM; null when it can. */
function firstObstacle(demand: Demand, candidate: Candidate, surroundings: Surroundings): Obstacle | null {
  for (const filter of FILTERS_IN_ORDER) {
    const obstacle = filter(demand, candidate, surroundings);
    if (obstacle !== null) return obstacle;
  }
  return null;
}
