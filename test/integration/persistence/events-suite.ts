/** Events: as true as the rows they tell of, in one order, heard by every controller. */
import type { Database } from '@rapidvm/controller-app';
import type { NewEvent } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { expect, it } from 'vitest';

function event(name: string): NewEvent {
  return { kind: 'host.joined', subject: { kind: 'host', id: name, name }, message: `${name} joined`, data: { by: name } };
}

const WRITERS = 8;
const TRANSACTIONS_EACH = 25;
const EVENTS_EACH = 2;

export function eventsSuite(database: () => Database, other: () => Database): void {
  it('come back as written, newest first, and filtered', async () => {
    await database().transaction(({ events }) => events.append(event('e1')));
    const { items } = await database().read.events.list({ subjectId: 'e1', kinds: ['host.joined'] }, { limit: 5 });
    expect(items).toMatchObject([event('e1')]);
    expect((await database().read.events.list({ kinds: ['vm.created'] }, { limit: 5 })).items).toEqual([]);
  });

  it('are not written, and take no cursor, when their transaction fails', async () => {
    const before = await database().read.events.latestCursor();
    const failing = database().transaction(async ({ events, settings }) => {
      await settings.set('failing', 'x');
      await events.append(event('e2'));
      throw new RapidError('cancelled', 'no', { task: '', step: '' }, '');
    });
    await expect(failing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await database().read.settings.get('failing')).toBeNull();
    expect(await database().read.events.latestCursor()).toBe(before);
  });

  it('never show a later cursor before an earlier one, however many write at once', async () => {
    const start = await database().read.events.latestCursor();
    const total = WRITERS * TRANSACTIONS_EACH * EVENTS_EACH;
    const seen: number[] = [];
    let last = start;
    const read = async (): Promise<void> => {
      while (seen.length < total) {
        for (const { cursor } of await other().read.events.after(last, 1000)) {
          seen.push(cursor);
          last = cursor;
        }
      }
    };
    const write = async (writer: number): Promise<void> => {
      for (let turn = 0; turn < TRANSACTIONS_EACH; turn += 1) {
        await (turn % 2 === 0 ? database() : other()).transaction(async ({ events, settings }) => {
          for (let nth = 0; nth < EVENTS_EACH; nth += 1) await events.append(event(`w${writer}`));
          await settings.increment(`writer-${writer % 3}`);
        });
      }
    };
    await Promise.all([read(), ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => start + 1 + index));
  });

  it('are told to every controller', async () => {
    let heard = 0;
    const stop = other().onEvents(() => {
      heard += 1;
    });
    await database().transaction(({ events }) => events.append(event('e3')));
    await eventually(() => heard > 0);
    stop();
  });

  it('are bounded in one transaction', async () => {
    const flood = database().transaction(async ({ events }) => {
      for (let nth = 0; nth <= 10_000; nth += 1) await events.append(event('flood'));
    });
    await expect(flood).rejects.toMatchObject({ code: 'limit-exceeded' });
  });
}
