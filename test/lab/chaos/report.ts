/** What a chaos came to, as numbers and in words. */

export interface ChaosReport {
  readonly seed: number;
  readonly minutes: number;
  readonly rounds: number;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  readonly createdSeconds: number;
  /** What clients asked for and what came of it, how often. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Seconds from quiet until all views were right: after hosts were struck, and after they were brought back. */
  readonly rightAfterFaults: readonly number[];
  readonly rightAfterReturn: readonly number[];
  /** Looks at all QEMUs. */
  readonly looks: number;
  readonly disks: { readonly witnesses: number; readonly boots: number; readonly beats: number };
  /** Every promise that was broken; empty: none. */
  readonly broken: readonly string[];
}

export function inWords(report: ChaosReport): string {
  const { seed, minutes, rounds, looks, disks, broken } = report;
  return [
    `seed ${seed}, ${minutes} min, ${rounds} rounds; ${list(report.faults)}`,
    `VMs created and running after ${report.createdSeconds.toFixed(1)} s; then ${list(report.outcomes)}`,
    `views right, seconds after quiet: with hosts gone ${spread(report.rightAfterFaults)}; with all back ${spread(report.rightAfterReturn)}`,
    `${looks} looks at all QEMUs; ${disks.witnesses} witnesses, ${disks.boots} boots, ${disks.beats} beats`,
    ...(broken.length === 0
      ? ['no VM lost, none reported gone, no double start, all views right']
      : broken.map((each) => `BROKEN: ${each}`)),
  ].join('\n');
}

function list(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return entries.map(([what, count]) => `${what} ${count}`).join(', ');
}

/** Middle, 95th percentile and most. */
function spread(seconds: readonly number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
}
