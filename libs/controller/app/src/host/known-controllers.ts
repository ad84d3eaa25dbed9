/** The controllers on one database, as each says of itself: agents admit them all. */
import { z } from 'zod';
import { APP_LIMITS } from '../limits.ts';
import type { ControllerMember, SettingStore } from '../ports/index.ts';

/** `turn`: when it last said so, counted in looks of any controller at the members: no clock has a say in who is a member. */
const controllersSchema = z.array(
  z.object({
    name: z.string(),
    peerId: z.string(),
    addresses: z.array(z.string()),
    /** Absent: as a controller of an older version wrote it. */
    urls: z.array(z.string()).default([]),
    turn: z.int(),
  }),
);
type KnownController = z.infer<typeof controllersSchema>[number];

const CONTROLLERS = 'members.controllers';

/** Says that this controller is one, and returns all there are. To be called by whoever holds the turn: no two at once. */
export async function rememberController(
  settings: SettingStore,
  self: ControllerMember,
  turn: number,
): Promise<readonly ControllerMember[]> {
  const known = withSelf(await controllersOf(settings), self, turn);
  await settings.set(CONTROLLERS, JSON.stringify(known));
  return known;
}

/** All that said so lately. */
export function knownControllers(settings: Pick<SettingStore, 'get'>): Promise<readonly ControllerMember[]> {
  return controllersOf(settings);
}

async function controllersOf(settings: Pick<SettingStore, 'get'>): Promise<readonly KnownController[]> {
  const stored = await settings.get(CONTROLLERS);
  return stored === null ? [] : controllersSchema.parse(JSON.parse(stored));
}

/** Pure: this one as it is now, and the others but those not heard of for too long. */
export function withSelf(known: readonly KnownController[], self: ControllerMember, turn: number): readonly KnownController[] {
  const others = known.filter((other) => other.peerId !== self.peerId && turn - other.turn < APP_LIMITS.controllerTurns);
  const latest = others.toSorted((a, b) => b.turn - a.turn).slice(0, APP_LIMITS.controllers - 1);
  return [{ ...self, addresses: [...self.addresses], urls: [...self.urls], turn }, ...latest];
}
