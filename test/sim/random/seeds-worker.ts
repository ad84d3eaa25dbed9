/** Plays ranges of seeds on a thread of its own. */
import { parentPort } from 'node:worker_threads';
import type { Breach } from '../check/invariants.ts';
import { makeCore } from '../engine/core.ts';
import { play } from './play.ts';
import { scheduleOf } from './schedule.ts';
import type { Cut } from './shrink.ts';
import { applyCut, shrink } from './shrink.ts';

export interface Progress {
  seeds: number;
  steps: number;
  verdicts: number;
  virtualS: number;
}

export interface Failure {
  readonly cut: Cut;
  readonly breaches: readonly Breach[];
}

export function playSeeds(from: number, to: number): { readonly progress: Progress; readonly failures: readonly Failure[] } {
  const progress: Progress = { seeds: 0, steps: 0, verdicts: 0, virtualS: 0 };
  const failures: Failure[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const schedule = scheduleOf(seed);
    const { breaches, steps, verdicts } = play(schedule, makeCore);
    progress.seeds += 1;
    progress.steps += steps;
    progress.verdicts += verdicts;
    progress.virtualS += schedule.healS;
    if (breaches.length === 0) continue;
    const rules = new Set(breaches.map(({ rule }) => rule));
    const cut = shrink(schedule, (smaller) => play(smaller, makeCore).breaches.some(({ rule }) => rules.has(rule)));
    failures.push({ cut, breaches: play(applyCut(schedule, cut), makeCore).breaches });
  }
  return { progress, failures };
}

parentPort?.on('message', ({ from, to }: { from: number; to: number }) => parentPort?.postMessage(playSeeds(from, to)));
