import { availableParallelism, loadavg } from 'node:os';

/** How many times longer things take here now than on a machine that has not much else to do: 1 or more, by what waited for processors in the last minute. */
export function timesBusier(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}
