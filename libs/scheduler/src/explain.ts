/** What every host says to a VM now: how good it would be, or all that stands in the way. */
import type { HostId } from '@rapidvm/kernel';
import type { Demand } from './demand.ts';
import { homeOf } from './demand.ts';
import { draw, hashText } from './draw.ts';
import { FILTERS_IN_ORDER } from './filters/index.ts';
import { SCHEDULER_LIMITS } from './limits.ts';
import { farness } from './nearness.ts';
import type { Obstacle } from './obstacle.ts';
import type { Picture } from './picture.ts';
import { surroundingsOf } from './surroundings.ts';
import type { PartScore } from './total-score.ts';
import { partScores, totalScore } from './total-score.ts';

export interface HostVerdict {
  readonly hostId: HostId;
  readonly hostName: string;
  /** All, in the order of the filters; none: it fits. */
  readonly obstacles: readonly Obstacle[];
  /** Null where it does not fit. */
  readonly score: number | null;
  readonly scores: readonly PartScore[];
}

/** Hosts that fit first, in the order in which they would be taken; then the others, the nearest to fitting first. */
export function explain(demand: Demand, picture: Picture): readonly HostVerdict[] {
  const surroundings = surroundingsOf(demand, picture);
  const own = hashText(demand.vmId);
  const verdicts = picture.candidates.map((candidate, index) => {
    const obstacles = FILTERS_IN_ORDER.map((filter) => filter(demand, candidate, surroundings)).filter((each) => each !== null);
    const fits = obstacles.length === 0;
    const score = fits ? totalScore(demand, candidate, picture) : null;
    const verdict: HostVerdict = {
      hostId: candidate.id,
      hostName: candidate.name,
      obstacles,
      score,
      scores: fits ? partScores(demand, candidate, picture) : [],
    };
    const step =
      score === null ? -1 : candidate.id === homeOf(demand) ? Infinity : Math.round(score / SCHEDULER_LIMITS.scoreStep);
    const far = obstacles.reduce((sum, obstacle) => sum + farness(obstacle), 0);
    return { verdict, step, far, lot: draw(own, picture.lots[index] ?? 0) };
  });
  return verdicts
    .sort((a, b) => b.step - a.step || a.far - b.far || b.lot - a.lot || (a.verdict.hostId < b.verdict.hostId ? -1 : 1))
    .map(({ verdict }) => verdict);
}
