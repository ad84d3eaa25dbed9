import type { RestartMode } from '@rapidvm/domain';
import type { Generation } from '@rapidvm/kernel';
import { RapidError, asGeneration } from '@rapidvm/kernel';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScriptedProcess, ScriptedWorld, VM, specOf } from '../../test/scripted-world.ts';
import { MAX_WAITING_CALLERS, RESTART_CAP_MS, STABLE_RUN_MS } from '../limits.ts';
import { recalledRecord } from './vm-record.ts';
import { VmSupervisor } from './vm-supervisor.ts';

let world: ScriptedWorld;
let vm: VmSupervisor;
let last = 0;

beforeEach(() => {
  world = new ScriptedWorld();
  vm = world.supervise();
  last = 0;
});

const next = (): Generation => asGeneration((last += 1));
const provision = () => vm.command({ kind: 'provision', spec: specOf(), intentGeneration: next() });
const start = (restart: RestartMode = 'never') => vm.command({ kind: 'start', spec: specOf(restart), intentGeneration: next() });
const stop = (graceSeconds = 30) => vm.command({ kind: 'stop', graceSeconds, intentGeneration: next() });
const kill = () => vm.command({ kind: 'kill', intentGeneration: next() });

async function running(restart: RestartMode = 'never'): Promise<void> {
  await provision();
  await start(restart);
}

describe('one VM', () => {
  it('is created, started, stopped by its guest, and removed, each edge with a higher generation', async () => {
    await running();
    world.machines.last.onButton = () => world.machines.last.powerOff();
    expect(await stop()).toMatchObject({ state: 'stopped', reason: 'the guest powered off', intentGeneration: 3 });
    expect(await vm.command({ kind: 'remove', intentGeneration: next() })).toMatchObject({ state: 'destroyed' });
    expect(world.states).toEqual(['created', 'stopped', 'starting', 'running', 'stopping', 'stopped', 'stopped', 'destroyed']);
    const generations = world.reports.map((report) => report.generation);
    expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => a - b));
    expect(world.disks.done).toEqual(['provision vm', 'claim vm', 'release vm', 'remove vm']);
    expect(world.machines.forgotten).toEqual([VM]);
    expect(world.ledger.entries.size).toBe(0);
  });

  it('is in the ledger before it is reported', async () => {
    await running();
    world.reports.forEach((report, index) => {
      expect(world.ledgerAtReport[index]).toMatchObject({ state: report.state, reportGeneration: report.generation });
    });
  });

  it('takes a kill while a stop waits for a slow guest', async () => {
    await running();
    const stopped = stop(3600);
    await world.settle();
    expect(vm.report.state).toBe('stopping');
    await kill();
    expect(await stopped).toMatchObject({ state: 'stopped', reason: 'it was stopped by force' });
    expect(world.time.pendingTimers).toBe(0);
  });

  it('leaves a guest running whose stop is taken back by a start, and hears of it from then on', async () => {
    await running();
    const stopped = stop(30);
    await world.time.advance(5_000);
    expect(vm.report.state).toBe('stopping');
    expect(await start()).toMatchObject({ state: 'running', reason: null });
    expect(await stopped).toMatchObject({ state: 'running' });
    expect(world.time.pendingTimers).toBe(0);
    const { last } = world.machines;
    const presses = last.buttonPresses;
    await world.time.advance(60_000);
    expect(vm.report.state).toBe('running');
    expect(last.buttonPresses).toBe(presses);
    // The guest heard the button after all: its own end is no crash.
    last.powerOff();
    await world.settle();
    expect(vm.report).toMatchObject({ state: 'stopped', reason: 'the guest powered off' });
  });

  it('ends a guest that does not power off, when its time is over', async () => {
    await running();
    const stopped = stop(30);
    await world.time.advance(29_999);
    expect(vm.report.state).toBe('stopping');
    await world.time.advance(1);
    expect(await stopped).toMatchObject({ state: 'stopped' });
    expect(world.machines.last.buttonPresses).toBe(10);
  });

  it('presses the button again for a guest that was still starting', async () => {
    await running();
    const { last } = world.machines;
    last.onButton = () => {
      if (last.buttonPresses === 3) last.powerOff();
    };
    const stopped = stop(60);
    await world.time.advance(6_000);
    expect(await stopped).toMatchObject({ state: 'stopped', reason: 'the guest powered off' });
    expect(world.time.pendingTimers).toBe(0);
  });

  it('kills a VM that is just being started as soon as it is there', async () => {
    await provision();
    const gate = Promise.withResolvers<void>();
    world.machines.onStart = () => gate.promise;
    const started = start();
    await world.settle();
    const killed = kill();
    await world.settle();
    expect(vm.report.state).toBe('stopping');
    gate.resolve();
    expect(await killed).toMatchObject({ state: 'stopped' });
    expect(await started).toMatchObject({ vmId: VM });
    expect(world.machines.started).toHaveLength(1);
  });

  it('is stopped with the error when it can not be started, and can be started again', async () => {
    await provision();
    const error = new RapidError('qemu-failed', 'QEMU said no', { vm: VM, phase: 'start', exitCode: 1, output: 'no' }, 'Look');
    world.machines.onStart = () => Promise.reject(error);
    await expect(start('always')).rejects.toMatchObject({ code: 'qemu-failed' });
    expect(vm.report).toMatchObject({ state: 'stopped', lastError: { code: 'qemu-failed' } });
    await world.time.advance(RESTART_CAP_MS * 2);
    expect(world.machines.started).toHaveLength(0);
    world.machines.onStart = () => Promise.resolve();
    expect(await start()).toMatchObject({ state: 'running', lastError: null });
  });

  it('tells why it can not be ended, and tries again when asked again', async () => {
    await running();
    world.machines.last.onKill = () =>
      Promise.reject(new RapidError('timed-out', 'it hangs', { what: 'kill', afterMs: 1 }, 'wait'));
    await expect(kill()).rejects.toMatchObject({ code: 'timed-out' });
    expect(vm.report.state).toBe('stopping');
    world.machines.last.onKill = () => Promise.resolve();
    expect(await kill()).toMatchObject({ state: 'stopped' });
  });
});

describe('intent', () => {
  it('refuses what is older, and answers what is repeated without doing it again', async () => {
    await running();
    const again = await vm.command({ kind: 'start', spec: specOf(), intentGeneration: asGeneration(2) });
    expect(again).toMatchObject({ state: 'running', intentGeneration: 2 });
    expect(world.machines.started).toHaveLength(1);
    const stale = vm.command({ kind: 'kill', intentGeneration: asGeneration(1) });
    await expect(stale).rejects.toMatchObject({ code: 'stale-generation', details: { given: 1, current: 2 } });
    expect(vm.report.state).toBe('running');
  });

  it('does each command of one task once, though they carry one generation', async () => {
    await vm.command({ kind: 'provision', spec: specOf(), intentGeneration: asGeneration(5) });
    expect(await vm.command({ kind: 'start', spec: specOf(), intentGeneration: asGeneration(5) })).toMatchObject({
      state: 'running',
    });
    await vm.command({ kind: 'kill', intentGeneration: asGeneration(5) });
    await vm.command({ kind: 'kill', intentGeneration: asGeneration(5) });
    expect(world.machines.started).toHaveLength(1);
  });

  it('lets a repeated start wait with the first', async () => {
    await provision();
    const gate = Promise.withResolvers<void>();
    world.machines.onStart = () => gate.promise;
    const generation = next();
    const calls = [1, 2, 3].map(() => vm.command({ kind: 'start', spec: specOf(), intentGeneration: generation }));
    await world.settle();
    gate.resolve();
    expect((await Promise.all(calls)).map((report) => report.state)).toEqual(['running', 'running', 'running']);
  });

  it('is refused, changing nothing, when it can not be kept on disk', async () => {
    await provision();
    world.ledger.full = true;
    await expect(start()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(vm.report).toMatchObject({ state: 'stopped', intentGeneration: 1 });
    expect(world.machines.started).toHaveLength(0);
    world.ledger.full = false;
    expect(await start()).toMatchObject({ state: 'running' });
  });

  it('finishes disks that a failure left undone, also for the same generation', async () => {
    world.disks.before = () => {
      throw new RapidError('storage-full', 'full', { datastore: 'local', neededBytes: 1, freeBytes: 0 }, 'make room');
    };
    const again = () => vm.command({ kind: 'provision', spec: specOf(), intentGeneration: asGeneration(1) });
    await expect(again()).rejects.toMatchObject({ code: 'storage-full' });
    expect(vm.report).toMatchObject({ state: 'created', lastError: { code: 'storage-full' } });
    world.disks.before = () => undefined;
    expect(await again()).toMatchObject({ state: 'stopped', lastError: null });
  });

  it('is refused by state with what would allow it', async () => {
    await running();
    await expect(vm.command({ kind: 'remove', intentGeneration: next() })).rejects.toMatchObject({
      code: 'wrong-state',
      details: { state: 'running', action: 'delete' },
    });
    await expect(provision()).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('has bounds: callers past them are refused, and nothing is lost', async () => {
    await provision();
    world.machines.onStart = () => new Promise(() => undefined);
    const generation = next();
    const calls = Array.from({ length: MAX_WAITING_CALLERS }, () =>
      vm.command({ kind: 'start', spec: specOf(), intentGeneration: generation }).catch(() => undefined),
    );
    await world.settle();
    await expect(start()).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(calls).toHaveLength(MAX_WAITING_CALLERS);
  });
});

describe('a QEMU that ends unasked', () => {
  it('is crashed for ever under never', async () => {
    await running('never');
    world.machines.last.crash();
    await world.time.advance(RESTART_CAP_MS * 2);
    expect(vm.report).toMatchObject({ state: 'crashed', reason: 'QEMU was killed by SIGKILL', restarts: 0 });
  });

  it('is started again after 1, 2, 4 … seconds up to the cap', async () => {
    await running('on-failure');
    const delays: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const before = world.machines.started.length;
      world.machines.last.crash();
      await world.settle();
      expect(vm.report.state).toBe('crashed');
      const from = world.time.monotonic();
      while (world.machines.started.length === before) await world.time.advance(500);
      delays.push((world.time.monotonic() - from) / 1000);
      await world.settle();
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    expect(vm.report).toMatchObject({ state: 'running', restarts: 12 });
  });

  it('begins at one second again after a stable run', async () => {
    await running('on-failure');
    for (let n = 0; n < 4; n += 1) {
      world.machines.last.crash();
      await world.time.advance(60_000);
    }
    await world.time.advance(STABLE_RUN_MS);
    world.machines.last.crash();
    await world.settle();
    expect(vm.report.reason).toContain('starts again after 1 s');
  });

  it('tries again when the restart itself fails', async () => {
    await running('on-failure');
    const error = new RapidError('qemu-failed', 'no', { vm: VM, phase: 'start', exitCode: 1, output: '' }, '');
    world.machines.onStart = () => Promise.reject(error);
    world.machines.last.crash();
    await world.time.advance(5000);
    expect(vm.report.lastError).toMatchObject({ code: 'qemu-failed' });
    world.machines.onStart = () => Promise.resolve();
    await world.time.advance(RESTART_CAP_MS);
    expect(vm.report).toMatchObject({ state: 'running', lastError: null });
  });

  it.each([
    ['always', 'running'],
    ['on-failure', 'stopped'],
    ['never', 'stopped'],
  ] as const)('after the guest powered itself off, under %s: %s', async (restart, state) => {
    await running(restart);
    world.machines.last.powerOff();
    await world.time.advance(2000);
    expect(vm.report.state).toBe(state);
  });

  it('stays down when it is stopped while it waits for its restart', async () => {
    await running('always');
    world.machines.last.crash();
    await world.settle();
    expect(await stop()).toMatchObject({ state: 'stopped' });
    await world.time.advance(RESTART_CAP_MS);
    expect(world.machines.started).toHaveLength(1);
  });

  it('is reported though the disk is full, and written when there is room', async () => {
    await running();
    world.ledger.full = true;
    world.machines.last.crash();
    await world.settle();
    expect(world.reports.at(-1)).toMatchObject({ state: 'crashed' });
    expect(world.ledger.entries.get(VM)).toMatchObject({ state: 'running' });
    world.ledger.full = false;
    await world.time.advance(5000);
    expect(world.ledger.entries.get(VM)).toMatchObject({ state: 'crashed' });
  });
});

describe('a restarted agent', () => {
  async function restarted(): Promise<ScriptedWorld> {
    await vm.close();
    const entry = world.ledger.entries.get(VM);
    if (entry === undefined) throw new Error('no entry');
    const after = new ScriptedWorld(2, world.ledger);
    vm = new VmSupervisor(after, recalledRecord(entry));
    return after;
  }

  it('lets go of the VM and finds it again', async () => {
    await running();
    const after = await restarted();
    expect(world.machines.last.detached).toBe(true);
    const process = new ScriptedProcess(VM, 77);
    after.machines.onReattach = () => Promise.resolve(process);
    await vm.recall();
    expect(vm.report).toMatchObject({ state: 'running' });
    expect(vm.report.generation).toBeGreaterThan(world.reports.at(-1)?.generation ?? Infinity);
    process.crash();
    await after.settle();
    expect(vm.report.state).toBe('crashed');
  });

  it('is paused with the reason while its disk fails, also over a restart of the agent, and runs again', async () => {
    await running();
    world.machines.last.standStill('io-error: disk0 is full');
    await world.settle();
    expect(vm.report).toMatchObject({ state: 'paused', reason: 'io-error: disk0 is full' });
    const after = await restarted();
    const process = new ScriptedProcess(VM, 77);
    after.machines.onReattach = () => Promise.resolve(process);
    await vm.recall();
    expect(vm.report).toMatchObject({ state: 'paused', reason: 'io-error: disk0 is full' });
    process.standStill(null);
    await after.settle();
    expect(vm.report).toMatchObject({ state: 'running', reason: null });
    process.standStill('io-error: disk0 is full');
    await after.settle();
    await kill();
    expect(vm.report).toMatchObject({ state: 'stopped' });
  });

  it('keeps how its guest is in the end, however often it stood still meanwhile', async () => {
    await running();
    await world.settle();
    const before = world.reports.length;
    for (let n = 0; n < 1000; n += 1) {
      world.machines.last.standStill(`io-error ${n}`);
      world.machines.last.standStill(null);
    }
    world.machines.last.standStill('io-error: disk0 is full');
    await world.settle();
    expect(vm.report).toMatchObject({ state: 'paused', reason: 'io-error: disk0 is full' });
    // The one that was being written, and the last one.
    expect(world.reports.length - before).toBe(2);
  });

  it('says crashed where the process went meanwhile, and restarts by policy', async () => {
    await running('on-failure');
    const after = await restarted();
    await vm.recall();
    expect(vm.report).toMatchObject({ state: 'crashed' });
    await after.time.advance(1000);
    expect(vm.report).toMatchObject({ state: 'running', restarts: 1 });
  });

  it('says unknown where the process does not answer, and looks again until it does', async () => {
    await running();
    const after = await restarted();
    after.machines.onReattach = () => Promise.reject(new RapidError('timed-out', 'it hangs', { what: 'QMP', afterMs: 1 }, ''));
    await vm.recall();
    expect(vm.report).toMatchObject({ state: 'unknown', reason: 'it hangs' });
    await expect(kill()).rejects.toMatchObject({ code: 'wrong-state' });
    after.machines.onReattach = () => Promise.resolve(new ScriptedProcess(VM, 77));
    await after.time.advance(5000);
    expect(vm.report).toMatchObject({ state: 'running', reason: null });
    expect(await kill()).toMatchObject({ state: 'stopped' });
  });

  it('gives a guest that was being stopped its time again', async () => {
    await running();
    void stop(30).catch(() => undefined);
    await world.settle();
    const after = await restarted();
    const process = new ScriptedProcess(VM, 77);
    after.machines.onReattach = () => Promise.resolve(process);
    await vm.recall();
    expect(process.buttonPresses).toBe(1);
    await after.time.advance(30_000);
    expect(vm.report.state).toBe('stopped');
  });

  it('goes on with a start that had no process yet', async () => {
    await provision();
    world.machines.onStart = () => new Promise(() => undefined);
    void start().catch(() => undefined);
    await world.settle();
    const entry = world.ledger.entries.get(VM);
    if (entry === undefined) throw new Error('no entry');
    const after = new ScriptedWorld(2, world.ledger);
    vm = new VmSupervisor(after, recalledRecord(entry));
    await vm.recall();
    await after.settle();
    expect(vm.report.state).toBe('running');
    expect(after.machines.started).toHaveLength(1);
  });

  it('goes on waiting for a restart', async () => {
    await running('always');
    world.machines.last.crash();
    await world.settle();
    const after = await restarted();
    await vm.recall();
    expect(vm.report.state).toBe('crashed');
    await after.time.advance(1000);
    expect(vm.report.state).toBe('running');
  });
});
