/** What makes one host better than another, and by how much. */
import type { WeightedScore } from '../score.ts';
import { acceleratorScore } from './accelerator.score.ts';
import { balanceScore } from './balance.score.ts';
import { imageLocalityScore } from './image-locality.score.ts';
import { racksScore } from './racks.score.ts';
import { wishesScore } from './wishes.score.ts';

export const SCORES = {
  accelerator: { score: acceleratorScore, weight: 8, because: 'its processor runs the guest itself' },
  wishes: { score: wishesScore, weight: 6, because: 'it keeps more of what the VM asks for' },
  balance: { score: balanceScore, weight: 4, because: 'it has more room left' },
  racks: { score: racksScore, weight: 3, because: 'its rack has fewer of its kind, or more room' },
  'image-locality': { score: imageLocalityScore, weight: 1, because: 'VMs of the same image live there' },
} as const satisfies Readonly<Record<string, WeightedScore>>;

export type ScoreName = keyof typeof SCORES;
export const SCORE_NAMES: readonly ScoreName[] = ['accelerator', 'wishes', 'balance', 'racks', 'image-locality'];
export const SCORES_IN_ORDER: readonly (WeightedScore & { readonly name: ScoreName })[] = SCORE_NAMES.map((name) => ({
  name,
  ...SCORES[name],
}));
