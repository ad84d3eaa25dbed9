/** Filter → score → place, over one immutable picture of the hosts. */
import type { HostId, Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import { draw, hashText } from './draw.ts';
import type { Surroundings } from './filter.ts';
import { FILTERS_IN_ORDER } from './filters/index.ts';
import { SCHEDULER_LIMITS } from './limits.ts';
import type { Obstacle } from './obstacle.ts';
import type { Picture } from './picture.ts';
import type { ScoreName } from './scores/index.ts';
import { SCORES, SCORES_IN_ORDER } from './scores/index.ts';
import { surroundingsOf } from './surroundings.ts';

export interface HostRefusal {
  readonly hostId: HostId;
  readonly hostName: string;
  /** The first that was met; `explain` has all. */
  readonly obstacle: Obstacle;
}

export interface PartScore {
  readonly name: ScoreName;
  /** 0 to 1. */
  readonly value: number;
  readonly weight: number;
}

export interface Placement {
  /** Of the host in the picture's list. */
  readonly index: number;
  readonly hostId: HostId;
  readonly hostName: string;
  /** Why this one, in words. */
  readonly reason: string;
  /** 0 to 1. */
  readonly score: number;
  readonly scores: readonly PartScore[];
  /** Hosts that fit, this one among them. */
  readonly fitting: number;
  readonly refusals: readonly HostRefusal[];
}

const TOTAL_WEIGHT = SCORES_IN_ORDER.reduce((sum, { weight }) => sum + weight, 0);

/** The host for a VM, or the reason for every host there is. The same picture gives the same answer, whatever the order of the hosts. */
export function place(demand: Demand, picture: Picture): Result<Placement, readonly HostRefusal[]> {
  const surroundings = surroundingsOf(demand, picture);
  const refusals: HostRefusal[] = [];
  const contest = new Contest(demand, picture);
  for (const [index, candidate] of picture.candidates.entries()) {
    const obstacle = firstObstacle(demand, candidate, surroundings);
    if (obstacle === null) contest.enter(index, candidate);
    else refusals.push({ hostId: candidate.id, hostName: candidate.name, obstacle });
  }
  const { best, second, entered } = contest;
  if (best === null) return err(refusals);
  const { id: hostId, name: hostName } = best.candidate;
  const scores = partScores(demand, best.candidate, picture);
  const reason = reasonFor(scores, second === null ? null : partScores(demand, second.candidate, picture), second, entered);
  return ok({ index: best.index, hostId, hostName, reason, score: best.total, scores, fitting: entered, refusals });
}

/** Why this host can't take the VM; null when it can. */
export function firstObstacle(demand: Demand, candidate: Candidate, surroundings: Surroundings): Obstacle | null {
  for (const filter of FILTERS_IN_ORDER) {
    const obstacle = filter(demand, candidate, surroundings);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

export function partScores(demand: Demand, candidate: Candidate, { racks }: Picture): readonly PartScore[] {
  return SCORES_IN_ORDER.map(({ name, score, weight }) => ({ name, weight, value: score(demand, candidate, racks) }));
}

/** 0 to 1. */
export function totalScore(demand: Demand, candidate: Candidate, { racks }: Picture): number {
  let total = 0;
  for (const { score, weight } of SCORES_IN_ORDER) total += weight * score(demand, candidate, racks);
  return total / TOTAL_WEIGHT;
}

interface Entrant {
  readonly index: number;
  readonly candidate: Candidate;
  readonly total: number;
  readonly step: number;
  readonly lot: number;
}

/** Keeps the best two: the winner, and the one it is compared with when people ask why. */
class Contest {
  readonly #demand: Demand;
  readonly #picture: Picture;
  readonly #lot: number;
  best: Entrant | null = null;
  second: Entrant | null = null;
  entered = 0;

  constructor(demand: Demand, picture: Picture) {
    this.#demand = demand;
    this.#picture = picture;
    this.#lot = hashText(demand.vmId);
  }

  enter(index: number, candidate: Candidate): void {
    this.entered += 1;
    const total = totalScore(this.#demand, candidate, this.#picture);
    const step = Math.round(total / SCHEDULER_LIMITS.scoreStep);
    const entrant = { index, candidate, total, step, lot: draw(this.#lot, this.#picture.lots[index] ?? 0) };
    if (isBetter(entrant, this.best)) {
      this.second = this.best;
      this.best = entrant;
    } else if (isBetter(entrant, this.second)) this.second = entrant;
  }
}

/** Better by score; among equals by lot, which is the same for everybody; by id when even that is equal. */
function isBetter(one: Entrant, other: Entrant | null): boolean {
  if (other === null) return true;
  if (one.step !== other.step) return one.step > other.step;
  return one.lot === other.lot ? one.candidate.id < other.candidate.id : one.lot > other.lot;
}

function reasonFor(
  scores: readonly PartScore[],
  others: readonly PartScore[] | null,
  second: Entrant | null,
  fitting: number,
): string {
  if (others === null || second === null) return 'it is the only host that fits';
  const leads = scores.map(({ name, value, weight }, index) => ({ name, lead: weight * (value - (others[index]?.value ?? 0)) }));
  const most = leads.reduce((one, other) => (other.lead > one.lead ? other : one));
  const among = fitting === 2 ? `of the two hosts that fit` : `of ${fitting} hosts that fit`;
  if (most.lead <= SCHEDULER_LIMITS.scoreStep * TOTAL_WEIGHT)
    return `one ${among}, as good as ${second.candidate.name}; the lot fell on it`;
  return `the best ${among}: ${SCORES[most.name].because} (next: ${second.candidate.name})`;
}
