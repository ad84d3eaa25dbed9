import { VirtualTime, recordingLogger } from '@rapidvm/testing';
import { expect, it } from 'vitest';
import { REFUSALS_TOLD_MS } from './limits.ts';
import { RefusalLog } from './refusal-log.ts';

it('tells the first refusal at once, and of any number more one line a window', async () => {
  const timers = new VirtualTime();
  const logger = recordingLogger();
  const log = new RefusalLog(timers, logger);
  const refuse = (count: number): void => {
    for (let n = 0; n < count; n += 1) log.refused('refused', { names: 'DNS:x' });
  };
  const told = (): readonly unknown[] => logger.lines.map(({ message, fields }) => fields?.['count'] ?? message);
  refuse(5000);
  expect(told()).toEqual(['refused']);
  await timers.advance(REFUSALS_TOLD_MS);
  expect(told()).toEqual(['refused', 4999]);
  refuse(7);
  await timers.advance(REFUSALS_TOLD_MS);
  expect(told()).toEqual(['refused', 4999, 7]);
  await timers.advance(REFUSALS_TOLD_MS);
  expect(timers.pendingTimers).toBe(0);
  refuse(2);
  expect(told()).toEqual(['refused', 4999, 7, 'refused']);
  log.close();
  expect(told()).toEqual(['refused', 4999, 7, 'refused', 1]);
  expect(timers.pendingTimers).toBe(0);
});
