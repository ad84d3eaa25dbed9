import { pathToFileURL } from 'node:url';
import type { OpenDatabase } from '@rapidvm/controller-persistence';
import type { Connection } from '@rapidvm/controller-persistence';
import { RapidError } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import { openDatabase } from '../test-database.ts';
import type { Machine, OpenMachine } from './machine.ts';

/** Where a machine's world is; the same for every process of a test file. */
export interface MachinePlace {
  readonly module: string;
  readonly directory: string;
  readonly connection: Connection;
}

export interface OpenedMachine {
  readonly open: OpenDatabase;
  readonly machine: Machine;
  close(): Promise<void>;
}

/** Opens the database and the owner's machine on it in this process. */
export async function openMachine(place: MachinePlace): Promise<OpenedMachine> {
  const loaded: { readonly open?: OpenMachine } = await import(pathToFileURL(place.module).href);
  if (loaded.open === undefined) {
    throw new RapidError('unsupported', 'Not a machine', { what: place.module, need: 'an export “open”' }, 'Export it');
  }
  const open = await openDatabase(place.connection);
  const world = { clock: systemClock, timers: systemTimers, rng: systemRng, logger: recordingLogger() };
  const machine = await loaded.open({ ...world, database: open.database, directory: place.directory });
  const close = async (): Promise<void> => {
    await machine.close();
    await open.close();
  };
  return { open, machine, close };
}
