/** Filter → score → place, over one immutable picture of the hosts. */
import type { HostId, Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import { Assessment } from './assessment.ts';
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import { homeOf } from './demand.ts';
import { draw, hashText } from './draw.ts';
import { SCHEDULER_LIMITS } from './limits.ts';
import type { HostRefusal } from './obstacle.ts';
import type { Picture } from './picture.ts';
import { SCORES } from './scores/index.ts';
import type { PartScore } from './total-score.ts';
import { partScores, TOTAL_WEIGHT } from './total-score.ts';

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

/** A placement, or the reason of every host there is. */
export type PlaceAnswer = Result<Placement, readonly HostRefusal[]>;

/** The host for a VM. The same picture gives the same answer, whatever the order of the hosts. */
export function place(demand: Demand, picture: Picture): PlaceAnswer {
  return choose(demand, picture, new Assessment(demand, picture));
}

/** The best host, by what the hosts of this picture say to demands like this one. */
export function choose(demand: Demand, picture: Picture, assessment: Assessment): PlaceAnswer {
  const { best, second } = bestTwo(demand, picture, assessment);
  const refusals = assessment.refusals(picture);
  if (best === null) return err(refusals);
  const { index, candidate } = best;
  const { fitting } = assessment;
  const scores = partScores(demand, candidate, picture);
  const others = second === null ? null : { scores: partScores(demand, second.candidate, picture), name: second.candidate.name };
  return ok({
    ...{ index, hostId: candidate.id, hostName: candidate.name },
    ...{ score: assessment.total(index), scores, fitting, refusals },
    reason: best.isHome ? 'it fits where it is' : reasonFor(scores, others, fitting),
  });
}

interface Entrant {
  readonly index: number;
  readonly candidate: Candidate;
  /** It is there already. */
  readonly isHome: boolean;
  readonly step: number;
  readonly lot: number;
}

/** The winner, and the one it is compared with when people ask why. */
function bestTwo(demand: Demand, { candidates, lots }: Picture, assessment: Assessment) {
  const own = hashText(demand.vmId);
  const home = homeOf(demand);
  let best: Entrant | null = null;
  let second: Entrant | null = null;
  for (const [index, candidate] of candidates.entries()) {
    const step = assessment.step(index);
    const isHome = candidate.id === home;
    if (step < 0 || (!isHome && second !== null && step < second.step)) continue;
    const entrant = { index, candidate, isHome, step, lot: draw(own, lots[index] ?? 0) };
    if (isBetter(entrant, best)) [best, second] = [entrant, best];
    else if (isBetter(entrant, second)) second = entrant;
  }
  return { best, second };
}

/** Better where it is already; then by score; among equals by lot, which is the same for everybody; by id when even that is equal. */
function isBetter(one: Entrant, other: Entrant | null): boolean {
  if (other === null) return true;
  if (one.isHome !== other.isHome) return one.isHome;
  if (one.step !== other.step) return one.step > other.step;
  return one.lot === other.lot ? one.candidate.id < other.candidate.id : one.lot > other.lot;
}

function reasonFor(
  scores: readonly PartScore[],
  next: { readonly scores: readonly PartScore[]; readonly name: string } | null,
  fitting: number,
): string {
  if (next === null) return 'it is the only host that fits';
  const leads = scores.map(({ name, value, weight }, at) => ({ name, lead: weight * (value - (next.scores[at]?.value ?? 0)) }));
  const most = leads.reduce((one, other) => (other.lead > one.lead ? other : one));
  const among = fitting === 2 ? `of the two hosts that fit` : `of ${fitting} hosts that fit`;
  if (most.lead <= SCHEDULER_LIMITS.scoreStep * TOTAL_WEIGHT) return `one ${among}, as good as ${next.name}; the lot fell on it`;
  return `the best ${among}: ${SCORES[most.name].because} (next: ${next.name})`;
}
