import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { recordingLogger } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedProcess, VM, specOf } from '../../test/scripted-world.ts';
import { newRecord } from '../supervisor/vm-record.ts';
import { beginEpoch, generationsOf } from './epoch.ts';
import { Ledger } from './ledger.ts';

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  ledger = new Ledger(join(folder, 'ledger'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (vmId: VmId = VM): string => join(folder, 'ledger', `${vmId}.json`);

const entry = {
  ...newRecord({ ...specOf(), disks: [{ name: 'disk0', file: { datastore: 'local', path: 'a' }, serial: 's', sizeMiB: 1 }] }),
  ...({
    state: 'running',
    wanted: 'running',
    reportGeneration: asGeneration(7),
    process: new ScriptedProcess(VM, 1).record,
  } as const),
  lastError: { code: 'internal', message: 'm', hint: 'h', details: { cause: 'c' } } as const,
};

describe('the ledger', () => {
  it('gives back what was written, whole, and nothing beside it', async () => {
    await ledger.write(entry);
    await ledger.write({ ...entry, restarts: 2 });
    const { entries, damaged } = await ledger.read();
    expect(damaged).toEqual([]);
    const { failures: _failures, runningSince: _runningSince, ...kept } = entry;
    expect(entries).toEqual([{ ...kept, restarts: 2 }]);
    expect(await readdir(join(folder, 'ledger'))).toEqual([`${VM}.json`]);
  });

  it('forgets a VM for good', async () => {
    await ledger.write(entry);
    await ledger.remove(VM);
    await ledger.remove(VM);
    expect((await ledger.read()).entries).toEqual([]);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, 200)],
    ['empty', () => ''],
    ['of a later version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['about another VM', (text: string) => text.replaceAll(VM, VM.replace(/1$/, '2'))],
    ['with a state that is none', (text: string) => text.replace('"running"', '"flying"')],
    ['too long', (text: string) => text + ' '.repeat(1024 * 1024)],
  ])('tells a VM by name whose file is %s', async (_case, damage) => {
    await ledger.write(entry);
    await writeFile(file(), damage(await readFile(file(), 'utf8')));
    const { entries, damaged } = await ledger.read();
    expect(entries).toEqual([]);
    expect(damaged).toEqual([{ vmId: VM, error: expect.objectContaining({ code: 'corrupt-file' }) }]);
  });

  it('leaves alone what is not its own, and what a crash left aside', async () => {
    await ledger.write(entry);
    await writeFile(`${file()}.new`, 'half');
    await writeFile(join(folder, 'ledger', 'notes.txt'), 'mine');
    expect((await ledger.read()).entries).toHaveLength(1);
    await ledger.write(entry);
    expect((await readdir(join(folder, 'ledger'))).toSorted()).toEqual([`${VM}.json`, 'notes.txt']);
  });

  it('says storage-failed where it can not write', async () => {
    await writeFile(join(folder, 'ledger'), 'a file where the folder should be');
    await expect(ledger.write(entry)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('reads many VMs', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => asId<VmId>(VM.slice(0, -2) + n.toString(16).padStart(2, '0')));
    await Promise.all(ids.map((vmId) => ledger.write({ ...entry, spec: specOf('never', vmId) })));
    expect((await ledger.read()).entries.map(({ spec }) => spec.vmId)).toEqual(ids);
  });
});

describe('an epoch', () => {
  const path = (): string => join(folder, 'epoch.json');

  it('is one more at each start, and its generations are above all before', async () => {
    const first = generationsOf(await beginEpoch(path(), [], recordingLogger()));
    const last = [first(), first(), first()].at(-1) ?? Infinity;
    const second = generationsOf(await beginEpoch(path(), [], recordingLogger()));
    expect(second()).toBeGreaterThan(last);
  });

  it('does not go back when its file is damaged: the ledger knows', async () => {
    for (let n = 0; n < 5; n += 1) await beginEpoch(path(), [], recordingLogger());
    const seen = generationsOf(5)();
    await truncate(path(), 3);
    const logger = recordingLogger();
    expect(await beginEpoch(path(), [seen], logger)).toBe(6);
    expect(logger.lines.some((line) => line.level === 'error')).toBe(true);
  });
});
