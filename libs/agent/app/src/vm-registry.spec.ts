import type { VmId } from '@rapidvm/kernel';
import { RapidError, asGeneration, asId } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { ScriptedProcess, ScriptedWorld, VM, specOf } from '../test/scripted-world.ts';
import { VmRegistry } from './vm-registry.ts';

const OTHER = asId<VmId>('0190a0a0-0000-7000-8000-000000000002');
const g = asGeneration;

async function withRunningVm(): Promise<ScriptedWorld> {
  const world = new ScriptedWorld();
  const registry = new VmRegistry(world);
  await registry.provision(specOf(), g(1));
  await registry.command(VM, { kind: 'start', spec: specOf(), intentGeneration: g(2) });
  expect(registry.runningVms).toBe(1);
  return world;
}

const contentsOf = (world: ScriptedWorld) => ({ entries: [...world.ledger.entries.values()], damaged: [] });

describe('the VMs of a host', () => {
  it('refuse what is not known, but remove it all the same', async () => {
    const world = new ScriptedWorld();
    const registry = new VmRegistry(world);
    expect(() => registry.find(VM)).toThrowError(expect.objectContaining({ code: 'not-found' }));
    expect(await registry.remove(VM, g(3), specOf())).toMatchObject({ state: 'destroyed', intentGeneration: 3 });
    expect(world.disks.done).toEqual(['remove vm']);
    expect(await registry.remove(VM, g(3), null)).toMatchObject({ state: 'destroyed' });
  });

  it('forget one whose very first command was refused', async () => {
    const world = new ScriptedWorld();
    const registry = new VmRegistry(world);
    world.ledger.full = true;
    await expect(registry.provision(specOf(), g(1))).rejects.toMatchObject({ code: 'storage-failed' });
    expect(registry.reports()).toEqual([]);
  });

  it('sweep strays that no entry names, then take up the rest', async () => {
    const before = await withRunningVm();
    const world = new ScriptedWorld(2, before.ledger);
    const process = new ScriptedProcess(VM, 1);
    world.machines.onReattach = () => Promise.resolve(process);
    const registry = new VmRegistry(world);
    await registry.recall(contentsOf(world));
    expect(world.machines.swept).toEqual([[process.record]]);
    expect(registry.find(VM).process).toBe(process);
    expect(registry.reports()).toMatchObject([{ state: 'running' }]);
    await registry.close();
    expect(process.detached).toBe(true);
    await expect(registry.command(VM, { kind: 'kill', intentGeneration: g(9) })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('report one with a damaged entry as unknown, by name, and kill nothing while they do', async () => {
    const before = await withRunningVm();
    const world = new ScriptedWorld(2, before.ledger);
    const error = new RapidError('corrupt-file', 'damaged', { path: 'p', problem: 'cut off' }, 'repair it');
    const registry = new VmRegistry(world);
    await registry.recall({ ...contentsOf(world), damaged: [{ vmId: OTHER, error }] });
    expect(world.machines.swept).toEqual([]);
    expect(registry.reports().find((report) => report.vmId === OTHER)).toMatchObject({
      state: 'unknown',
      reason: 'damaged',
      lastError: { code: 'corrupt-file' },
    });
    await expect(registry.provision(specOf('never', OTHER), g(5))).rejects.toMatchObject({ code: 'corrupt-file' });
    await expect(registry.remove(OTHER, g(5), specOf('never', OTHER))).rejects.toMatchObject({ code: 'corrupt-file' });
  });
});
