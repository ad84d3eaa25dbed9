/** Many decisions on one picture: each reckons with those before it. */
import type { Result } from '@rapidvm/kernel';
import type { Demand } from './demand.ts';
import type { Picture } from './picture.ts';
import { withPlaced } from './picture.ts';
import type { HostRefusal, Placement } from './place.ts';
import { place } from './place.ts';

/** The answers, in the order of the demands. */
export function placeAll(demands: readonly Demand[], picture: Picture): readonly Result<Placement, readonly HostRefusal[]>[] {
  let now = picture;
  return demands.map((demand) => {
    const answer = place(demand, now);
    if (answer.ok) now = withPlaced(now, demand, answer.value.index);
    return answer;
  });
}
