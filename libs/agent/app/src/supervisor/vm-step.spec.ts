import type { RestartMode } from '@rapidvm/domain';
import { HAS_PROCESS, RESTART_MODES, TERMINAL, hasVmEdge } from '@rapidvm/domain';
import { RapidError, asGeneration } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScriptedProcess, VM, specOf } from '../../test/scripted-world.ts';
import { RESTART_CAP_MS, STABLE_RUN_MS } from '../limits.ts';
import { failuresAfter, restartDelayMs } from './restart-policy.ts';
import type { VmFact } from './vm-facts.ts';
import { onFact } from './vm-facts.ts';
import type { VmRecord } from './vm-record.ts';
import { newRecord } from './vm-record.ts';
import type { VmCommand, VmEffect, VmStep } from './vm-step.ts';
import { onCommand } from './vm-step.ts';

const error = { code: 'internal', message: 'no', hint: '', details: { cause: 'no' } } as const;

/** A world that performs effects at once or later, in any way the real one could: what it may answer depends on what was asked. */
class Model {
  record: VmRecord = newRecord(specOf());
  /** Starts under way, and whether a process is alive: what must never be two. */
  starting = 0;
  alive = false;
  pendingWork: VmEffect[] = [];
  timer: VmEffect | null = null;

  command(command: VmCommand): void {
    let step: VmStep;
    try {
      step = onCommand(this.record, command);
    } catch (refusal) {
      expect(refusal).toBeInstanceOf(RapidError);
      expect((refusal as RapidError).code).toMatch(/^(wrong-state|stale-generation)$/);
      return;
    }
    this.take(step);
  }

  fact(fact: VmFact): void {
    this.take(onFact(this.record, fact));
  }

  take({ record, effects }: VmStep): void {
    const before = this.record.state;
    expect(record.state === before || hasVmEdge(before, record.state), `${before} → ${record.state}`).toBe(true);
    if (record.state !== before) this.timer = null;
    this.record = record;
    for (const effect of effects) this.perform(effect);
    this.check();
  }

  perform(effect: VmEffect): void {
    if (effect.do === 'start') this.starting += 1;
    if (effect.do === 'restart-later' || effect.do === 'press-power-button') this.timer = effect;
    if (effect.do === 'provision') this.fact({ kind: 'provisioned' });
    if (effect.do === 'remove') this.fact({ kind: 'removed' });
    if (effect.do === 'kill') this.pendingWork.push(effect);
  }

  check(): void {
    expect(this.starting + (this.alive ? 1 : 0), 'never two processes').toBeLessThanOrEqual(1);
    if (TERMINAL.includes(this.record.state)) expect(this.alive || this.starting > 0).toBe(false);
    if (this.record.process !== null) expect(HAS_PROCESS).toContain(this.record.state);
  }

  /** One thing that the world may do next. */
  world(choice: number, at: number): void {
    if (this.starting > 0) {
      this.starting -= 1;
      this.alive = choice % 3 !== 0;
      if (this.alive) this.fact({ kind: 'started', process: new ScriptedProcess(VM, 1).record, at });
      else this.fact({ kind: 'start-failed', error, at });
    } else if (this.pendingWork.length > 0 && this.alive) {
      this.pendingWork.pop();
      this.end({ crashed: false, reason: 'killed' }, at);
    } else if (this.alive && choice % 6 === 1) {
      this.fact(this.record.state === 'paused' ? { kind: 'guest-resumed' } : { kind: 'guest-paused', reason: 'io-error' });
    } else if (choice % 4 === 0 && this.timer !== null) {
      const { timer } = this;
      this.timer = null;
      this.fact(timer.do === 'restart-later' ? { kind: 'restart-due' } : { kind: 'grace-over' });
    } else if (this.alive) {
      this.end({ crashed: choice % 2 === 0, reason: 'unasked' }, at);
    }
  }

  end(end: { crashed: boolean; reason: string }, at: number): void {
    this.alive = false;
    this.fact({ kind: 'process-ended', end, at });
  }
}

const anAction = fc.oneof(
  fc.record({
    do: fc.constantFrom('provision', 'start', 'stop', 'kill', 'remove'),
    restart: fc.constantFrom(...RESTART_MODES),
    behind: fc.nat(1),
  }),
  fc.record({ do: fc.constant('world' as const), choice: fc.nat(11), ms: fc.nat(2 * STABLE_RUN_MS) }),
);

function commandOf(kind: VmCommand['kind'], generation: number, restart: RestartMode): VmCommand {
  const intentGeneration = asGeneration(generation);
  if (kind === 'provision' || kind === 'start') return { kind, intentGeneration, spec: specOf(restart) };
  if (kind === 'stop') return { kind, intentGeneration, graceSeconds: 5 };
  return { kind, intentGeneration };
}

describe('a step', () => {
  it('follows the table of edges and never leads to two processes, whatever is asked and whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anAction, { maxLength: 80 }), (actions) => {
        const model = new Model();
        let generation = 1;
        let at = 0;
        for (const action of actions) {
          if (model.record.state === 'destroyed') break;
          if (action.do === 'world') {
            at += action.ms;
            model.world(action.choice, at);
          } else {
            generation += 1;
            model.command(commandOf(action.do, generation - action.behind, action.restart));
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('taking a stop back', () => {
  const process = new ScriptedProcess(VM, 1).record;
  const running: VmRecord = { ...newRecord(specOf()), state: 'running', wanted: 'running', process };
  const stopping = onCommand(running, commandOf('stop', 2, 'never')).record;

  it('is a start, as long as the guest has time left', () => {
    const { record, effects } = onCommand(stopping, commandOf('start', 3, 'never'));
    expect(record).toMatchObject({ state: 'running', wanted: 'running', process });
    expect(effects).toEqual([{ do: 'look-at-guest' }]);
  });

  it('is refused once it is being ended by force', () => {
    const { record } = onFact(stopping, { kind: 'grace-over' });
    expect(() => onCommand(record, commandOf('start', 3, 'never'))).toThrow(/stopping/);
    const killed = onCommand(stopping, commandOf('kill', 3, 'never')).record;
    expect(() => onCommand(killed, commandOf('start', 4, 'never'))).toThrow(/stopping/);
  });
});

describe('the restart policy', () => {
  it('waits between one second and the cap, never less than the time before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        const delay = restartDelayMs(failures);
        expect(delay).toBeGreaterThanOrEqual(1000);
        expect(delay).toBeLessThanOrEqual(RESTART_CAP_MS);
        expect(restartDelayMs(failures + 1)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });

  it('forgets failures after a stable run only', () => {
    expect(failuresAfter(7, STABLE_RUN_MS)).toBe(1);
    expect(failuresAfter(7, STABLE_RUN_MS - 1)).toBe(8);
  });
});
