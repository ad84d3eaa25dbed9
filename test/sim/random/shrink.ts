/** Makes a schedule that breaks a rule smaller, as long as it breaks one: fewer troubles, fewer members, smoother. */
import type { Schedule } from './schedule.ts';

/** What is left of the schedule of a seed. Small enough for a command line. */
export interface Cut {
  readonly seed: number;
  /** Members, if fewer. */
  readonly members?: number;
  /** Indices of the troubles that stay, if not all. */
  readonly troubles?: readonly number[];
  /** Exact clocks and an even network. */
  readonly smooth?: boolean;
}

/** The schedule that `cut` leaves of `whole`. Troubles lose the hosts that are gone, and go with the last of them. */
export function applyCut(whole: Schedule, cut: Cut): Schedule {
  const members = Math.min(whole.members, cut.members ?? whole.members);
  const kept = cut.troubles ?? whole.troubles.map((_, index) => index);
  const troubles = kept.flatMap((index) => {
    const trouble = whole.troubles[index];
    if (trouble === undefined) return [];
    const hosts = trouble.hosts.filter((host) => host < members);
    return hosts.length === 0 ? [] : [{ ...trouble, hosts }];
  });
  return { ...whole, members, troubles, rough: whole.rough && cut.smooth !== true };
}

/** The smallest cut that `fails`, found greedily. `fails` must hold for the whole. */
export function shrink(whole: Schedule, fails: (schedule: Schedule) => boolean): Cut {
  let best: Cut = { seed: whole.seed };
  const tryCut = (cut: Cut): boolean => {
    if (!fails(applyCut(whole, cut))) return false;
    best = cut;
    return true;
  };
  let smaller = true;
  while (smaller) smaller = fewerTroubles(whole, () => best, tryCut) || fewerMembers(whole, () => best, tryCut);
  if (whole.rough) tryCut({ ...best, smooth: true });
  return best;
}

function fewerTroubles(whole: Schedule, best: () => Cut, tryCut: (cut: Cut) => boolean): boolean {
  const start = best().troubles ?? whole.troubles.map((_, index) => index);
  let shrunk = false;
  for (const index of start) {
    const now = best().troubles ?? start;
    if (tryCut({ ...best(), troubles: now.filter((one) => one !== index) })) shrunk = true;
  }
  return shrunk;
}

function fewerMembers(whole: Schedule, best: () => Cut, tryCut: (cut: Cut) => boolean): boolean {
  const now = best().members ?? whole.members;
  for (const members of [2, 3, 4, 5, Math.ceil(now / 2), now - 2, now - 1]) {
    if (members >= 2 && members < now && tryCut({ ...best(), members })) return true;
  }
  return false;
}

/** What to type to see it again. */
export function replayCommand(cut: Cut): string {
  const parts = [`node test/sim/run.ts --seed ${cut.seed}`];
  if (cut.members !== undefined) parts.push(`--members ${cut.members}`);
  if (cut.troubles !== undefined) parts.push(`--troubles ${cut.troubles.join(',') || 'none'}`);
  if (cut.smooth === true) parts.push('--smooth');
  return parts.join(' ');
}
