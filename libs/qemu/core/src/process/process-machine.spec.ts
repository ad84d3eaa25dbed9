import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineEnd, ProcessFact, ProcessInput, ProcessState } from './process-machine.ts';
import { PROCESS_RUNNING, stepProcess } from './process-machine.ts';

const event = (name: string, data: Readonly<Record<string, unknown>> = {}): ProcessInput => ({
  kind: 'event',
  event: { kind: 'event', name, data },
});
const POWER_OFF = event('SHUTDOWN', { guest: true, reason: 'guest-shutdown' });
const QUIT = event('SHUTDOWN', { guest: false, reason: 'host-qmp-quit' });
const CLEAN_EXIT: ProcessInput = { kind: 'exited', code: 0, signal: null };
const KILLED: ProcessInput = { kind: 'exited', code: null, signal: 'SIGKILL' };

function run(inputs: readonly ProcessInput[]): { state: ProcessState; quits: number; facts: readonly ProcessFact[] } {
  let state = PROCESS_RUNNING;
  let quits = 0;
  const facts: ProcessFact[] = [];
  for (const input of inputs) {
    const step = stepProcess(state, input);
    state = step.state;
    quits += step.quit ? 1 : 0;
    if (step.fact !== null) facts.push(step.fact);
  }
  return { state, quits, facts };
}

describe('stepProcess', () => {
  it.each<readonly [string, readonly ProcessInput[], MachineEnd]>([
    ['a power-off', [POWER_OFF, event('STOP'), QUIT, CLEAN_EXIT], { crashed: false, reason: 'the guest powered off' }],
    [
      'a power-off found on return',
      [{ kind: 'status', status: 'shutdown' }, CLEAN_EXIT],
      { crashed: false, reason: 'the guest powered off' },
    ],
    [
      'a panic',
      [event('GUEST_PANICKED', { action: 'pause' }), CLEAN_EXIT],
      { crashed: true, reason: "the guest's kernel panicked" },
    ],
    ['our kill', [{ kind: 'kill-asked' }, KILLED], { crashed: false, reason: 'it was stopped by force' }],
    ['a kill by others', [KILLED], { crashed: true, reason: 'QEMU was killed by SIGKILL' }],
    ['an abort', [{ kind: 'exited', code: 1, signal: null }], { crashed: true, reason: 'QEMU ended by itself with exit code 1' }],
    ['a kill after the power-off', [POWER_OFF, KILLED], { crashed: false, reason: 'the guest powered off' }],
    ['a quit by a tool', [QUIT, CLEAN_EXIT], { crashed: true, reason: 'QEMU shut down unasked (host-qmp-quit)' }],
  ])('tells %s', (_, inputs, end) => {
    expect(run(inputs).state).toEqual({ kind: 'ended', end });
  });

  it('says so when it can not know how QEMU ended', () => {
    const { state } = run([{ kind: 'exited', code: null, signal: null }]);
    expect(state).toMatchObject({
      kind: 'ended',
      end: { crashed: true, reason: expect.stringContaining('not known') as string },
    });
  });

  it('asks QEMU to quit once, when the guest is done', () => {
    expect(run([POWER_OFF, POWER_OFF, { kind: 'status', status: 'shutdown' }]).quits).toBe(1);
    expect(run([{ kind: 'kill-asked' }, POWER_OFF]).quits).toBe(0);
  });

  it('reports what does not end the process', () => {
    const failed = event('BLOCK_IO_ERROR', {
      'node-name': 'disk0',
      operation: 'write',
      reason: 'No space left on device',
      action: 'stop',
    });
    expect(run([failed, event('STOP'), event('RESUME'), event('RESET'), event('POWERDOWN'), event('RTC_CHANGE')]).facts).toEqual([
      { kind: 'disk-error', node: 'disk0', operation: 'write', cause: 'No space left on device', guestStopped: true },
      { kind: 'stopped' },
      { kind: 'resumed' },
      { kind: 'reset' },
      { kind: 'power-button-pressed' },
    ]);
  });

  const anyInput: fc.Arbitrary<ProcessInput> = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('SHUTDOWN', 'GUEST_PANICKED', 'STOP', 'BLOCK_IO_ERROR', 'NONSENSE'),
        fc.dictionary(fc.string(), fc.jsonValue()),
      )
      .map(([name, data]) => event(name, data)),
    fc.constantFrom<ProcessInput>(POWER_OFF, QUIT, { kind: 'kill-asked' }, { kind: 'status', status: 'running' }),
  );

  it('ends exactly when the process is gone, by the first cause', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        const before = run(inputs);
        expect(before.state.kind).not.toBe('ended');
        const after = stepProcess(before.state, KILLED).state;
        expect(after.kind).toBe('ended');
        if (before.state.kind === 'ending' && after.kind === 'ended') expect(after.end).toEqual(before.state.end);
        expect(before.quits).toBeLessThanOrEqual(1);
      }),
    );
  });
});
