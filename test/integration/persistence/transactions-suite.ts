import type { Database } from '@rapidvm/controller-app';
import { expect, it } from 'vitest';

export function transactionsSuite(database: () => Database): void {
  it('are done again when they lost a deadlock', async () => {
    await database().read.settings.set('a', '0');
    await database().read.settings.set('b', '0');
    let meeting = Promise.withResolvers<void>();
    let arrived = 0;
    let attempts = 0;
    const crossing = (first: string, second: string): Promise<void> =>
      database().transaction(async ({ settings }) => {
        attempts += 1;
        await settings.increment(first);
        arrived += 1;
        if (arrived === 2) meeting.resolve();
        await meeting.promise;
        await settings.increment(second);
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    meeting = Promise.withResolvers<void>();
    expect(attempts).toBe(3);
    expect([await database().read.settings.get('a'), await database().read.settings.get('b')]).toEqual(['2', '2']);
  });
}
