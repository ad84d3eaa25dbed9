import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingLogger } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedProcess, VM, specOf } from '../../test/scripted-world.ts';
import { newRecord } from '../supervisor/vm-record.ts';
import { isOfThisBoot, markBoot } from './boot-mark.ts';

let folder: string;
let mark: string;
const logger = recordingLogger();
const stopped = { ...newRecord(specOf()), state: 'stopped' } as const;
const running = { ...stopped, process: new ScriptedProcess(VM, 1).record };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boot-'));
  mark = join(folder, 'boot');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isOf = (bootId: string, ...entries: readonly (typeof running | typeof stopped)[]) =>
  isOfThisBoot(mark, bootId, { entries, damaged: [] }, logger);

describe('a ledger', () => {
  it('is of the boot that was marked, and of no other', async () => {
    expect(await isOf('one', stopped)).toBe(false);
    await markBoot(mark, 'one');
    expect(await isOf('one', stopped)).toBe(true);
    expect(await isOf('two', stopped)).toBe(false);
    expect(await isOfThisBoot(mark, 'two', { entries: [], damaged: [{ vmId: VM, error: null }] }, logger)).toBe(false);
  });

  it('is of the boot of a process that it names, as of an agent that made no mark yet', async () => {
    expect(await isOf('boot', stopped, running)).toBe(true);
    expect(await isOf('another', stopped, running)).toBe(false);
  });

  it('that is empty is of any: there is nothing in it to do wrong', async () => {
    expect(await isOf('one')).toBe(true);
  });

  it('whose mark can not be read is taken for one of another boot, and that is logged', async () => {
    expect(await isOfThisBoot(folder, 'one', { entries: [stopped], damaged: [] }, logger)).toBe(false);
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { path: folder } }]);
  });
});
