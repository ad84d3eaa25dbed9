import { DAY_MS, HOUR_MS } from '@rapidvm/kernel';

export const IDENTITY_LIMITS = {
  /** Every host and person has to trust a new one by hand, so it lasts as long as a machine does. */
  authorityDays: 3650,
  /** Browsers distrust longer ones. */
  serverDays: 397,
  controllerDays: 90,
  /** Short: a removed host's certificate dies soon by itself. Agents renew at half of it. */
  hostDays: 7,
  /** Certificates begin this long ago, so that a clock an hour off (and a time zone taken for UTC) changes nothing. */
  backdateMs: 25 * HOUR_MS,
  /** A certificate with less than this share of its life left is issued anew. */
  renewBelowShare: 1 / 3,
  /** Each hash takes 64 MiB and a core for about 100 ms: two at once are what a Pi can spare. */
  hashesAtOnce: 2,
  /** Waiting logins; more than these could not be answered within the time a person waits. */
  hashesWaiting: 16,
} as const;

export const dayMs = (days: number): number => days * DAY_MS;
