/** What one host does about its claim on a VM's disks, wherever its agent is killed or its datastore fails. */
import { RapidError, asGeneration } from '@rapidvm/kernel';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScriptedProcess, ScriptedWorld, VM, specOf } from '../../test/scripted-world.ts';
import { CLAIM_RETRY_MS } from '../limits.ts';
import { recalledRecord } from './vm-record.ts';
import { VmSupervisor } from './vm-supervisor.ts';

let world: ScriptedWorld;
let vm: VmSupervisor;
let last = 0;

beforeEach(async () => {
  world = new ScriptedWorld();
  vm = world.supervise();
  last = 0;
  await vm.command({ kind: 'provision', spec: specOf(), intentGeneration: asGeneration((last += 1)) });
  world.disks.done.length = 0;
});

const start = () => vm.command({ kind: 'start', spec: specOf(), intentGeneration: asGeneration((last += 1)) });
const kill = () => vm.command({ kind: 'kill', intentGeneration: asGeneration((last += 1)) });
const inUse = () => new RapidError('in-use', 'another has it', { kind: 'VM', id: VM, usedBy: ['h2'] }, 'stop it there');
const hung = () => new RapidError('storage-failed', 'hung', { datastore: 'nas', path: '.', cause: 'it hangs' }, 'look');

function failing(work: string, error: () => Error): void {
  world.disks.before = (what) => {
    if (what === work) throw error();
  };
}

/** The agent is killed where it stands; its next run reads what the ledger has. */
function killedAgent(): void {
  const entry = world.ledger.entries.get(VM);
  if (entry === undefined) throw new Error('no entry');
  world = new ScriptedWorld(2, world.ledger);
  vm = new VmSupervisor(world, recalledRecord(entry));
}

describe('the claim of a host on a VM', () => {
  it('is taken before QEMU starts, and given back when it has ended, however that came', async () => {
    world.machines.onStart = () => {
      world.disks.done.push('start');
      return Promise.resolve();
    };
    await start();
    expect(world.disks.done).toEqual(['claim vm', 'start']);
    world.machines.last.crash();
    await world.settle();
    expect(world.disks.done).toEqual(['claim vm', 'start', 'release vm']);
  });

  it('is another host`s: QEMU is not started, and the caller hears whose it is', async () => {
    failing('claim vm', inUse);
    await expect(start()).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['h2'] } });
    expect(vm.report).toMatchObject({ state: 'stopped', lastError: { code: 'in-use' } });
    expect(world.machines.started).toHaveLength(0);
    expect(world.disks.done).toEqual([]);
  });

  it('is given back when QEMU did not start, and kept when it may have', async () => {
    const error = new RapidError('qemu-failed', 'no', { vm: VM, phase: 'start', exitCode: 1, output: 'no' }, 'Look');
    world.machines.onStart = () => Promise.reject(error);
    await expect(start()).rejects.toMatchObject({ code: 'qemu-failed' });
    await world.settle();
    expect(world.disks.done).toEqual(['claim vm', 'release vm']);
    const undead = new RapidError('timed-out', 'it does not die', { what: 'killing QEMU', afterMs: 1 }, 'Look');
    world.machines.onStart = () => Promise.reject(undead);
    await expect(start()).rejects.toMatchObject({ code: 'timed-out' });
    await world.settle();
    expect(world.disks.done).toEqual(['claim vm', 'release vm', 'claim vm']);
  });

  it('is given back later by a datastore that hangs, and nothing waits for it', async () => {
    await start();
    failing('release vm', hung);
    expect(await kill()).toMatchObject({ state: 'stopped' });
    await world.time.advance(3 * CLAIM_RETRY_MS);
    expect(world.disks.done).toEqual(['claim vm']);
    world.disks.before = () => undefined;
    await world.time.advance(CLAIM_RETRY_MS);
    expect(world.disks.done).toEqual(['claim vm', 'release vm']);
    expect(world.time.pendingTimers).toBe(0);
  });

  it('is not given back behind a start that came meanwhile', async () => {
    await start();
    failing('release vm', hung);
    await kill();
    await world.settle();
    world.disks.before = () => undefined;
    await start();
    await world.time.advance(2 * CLAIM_RETRY_MS);
    expect(world.disks.done).toEqual(['claim vm', 'claim vm']);
  });
});

describe('an agent that was killed', () => {
  it('between its claim and the start of QEMU claims again, which is harmless, and starts', async () => {
    world.machines.onStart = () => new Promise(() => undefined);
    void start().catch(() => undefined);
    await world.settle();
    killedAgent();
    await vm.recall();
    await world.settle();
    expect(vm.report.state).toBe('running');
    expect(world.disks.done.at(-1)).toBe('claim vm');
  });

  it('between the end of QEMU and that of its claim gives it back', async () => {
    await start();
    failing('release vm', hung);
    await kill();
    await world.settle();
    killedAgent();
    await vm.recall();
    await world.settle();
    expect(world.disks.done).toEqual(['release vm']);
  });

  it('gives back the claim of a QEMU that has ended meanwhile, with the whole host or alone', async () => {
    await start();
    killedAgent();
    world.machines.onReattach = () => Promise.resolve(null);
    await vm.recall();
    await world.settle();
    expect(world.disks.done).toEqual(['release vm']);
  });

  it('confirms the claim of a QEMU that runs, and ends it when its disks were given to another host', async () => {
    await start();
    killedAgent();
    const process = new ScriptedProcess(VM, 77);
    world.machines.onReattach = () => Promise.resolve(process);
    failing('claim vm', inUse);
    await vm.recall();
    await world.settle();
    expect(await process.ended).toMatchObject({ crashed: false });
    expect(vm.report.state).not.toBe('running');
  });

  it('lets a QEMU run on whose claim can not be confirmed because its datastore hangs', async () => {
    await start();
    killedAgent();
    world.machines.onReattach = () => Promise.resolve(new ScriptedProcess(VM, 77));
    failing('claim vm', hung);
    await vm.recall();
    await world.settle();
    expect(vm.report.state).toBe('running');
  });
});
