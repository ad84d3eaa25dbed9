import { describe, expect, it } from 'vitest';
import { play } from './random/play.ts';
import { makeCore } from './engine/core.ts';
import { scheduleOf } from './random/schedule.ts';
import { playSeeds } from './random/seeds-worker.ts';
import { applyCut, replayCommand, shrink } from './random/shrink.ts';

/** A bounded number for every run; `node test/sim/run.ts --seeds 10000` plays more. */
const SEEDS = 100;

describe('random schedules', () => {
  it(`break no rule (${SEEDS} seeds)`, () => {
    const { progress, failures } = playSeeds(1, 1 + SEEDS);
    expect(failures.map(({ cut, breaches }) => ({ see: replayCommand(cut), breaches: breaches.slice(0, 2) }))).toEqual([]);
    expect(progress.verdicts).toBeGreaterThan(SEEDS);
  });

  it('never fail a member that leaves while a cut that it was to be in waits (seed 739)', () => {
    expect(play(scheduleOf(739), makeCore).breaches).toEqual([]);
  });

  it.each([
    [5042, 'who comes back to the mesh concludes on a host that died meanwhile within 5 s, as the others did'],
    [4005, 'who comes back concludes in time too when hardly anybody who has seen the host die is left'],
    [4455, 'what was said long ago counts no more, whoever passes it on'],
    [5044, 'half a mesh may conclude on the other until news of that can have come'],
    [5477, 'who was cut off is missed again at once, and who is doubted does not miss its own word'],
    [2011, 'what a process said counts no more when the next one of its host lives'],
    [4367, 'nor when it left and came back'],
    [926, 'a new roster has who was doubted by one member alone judged anew, though that one does not watch it any more'],
  ])('break no rule: %i, %s', (seed) => {
    expect(play(scheduleOf(seed), makeCore).breaches).toEqual([]);
  });

  it('are the same each time they are played', () => {
    for (const seed of [5, 6, 7]) expect(play(scheduleOf(seed), makeCore)).toEqual(play(scheduleOf(seed), makeCore));
  });
});

describe('shrinking', () => {
  it('keeps what matters and drops the rest', () => {
    const whole = scheduleOf(10);
    expect(whole.troubles.length).toBeGreaterThan(2);
    const wanted = whole.troubles[1]!;
    const cut = shrink(whole, ({ troubles }) =>
      troubles.some(({ kind, fromS }) => kind === wanted.kind && fromS === wanted.fromS),
    );
    expect(cut.troubles).toEqual([1]);
    expect(applyCut(whole, cut).members).toBe(Math.max(2, Math.min(...wanted.hosts) + 1));
    expect(replayCommand(cut)).toMatch(/^node test\/sim\/run\.ts --seed 10 --members \d+ --troubles 1/);
  });
});
