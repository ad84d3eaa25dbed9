import type { MembershipView, MemberView } from '@rapidvm/mesh-core';
import { recordingLogger, VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { tellDoubts } from './doubts.ts';

const LASTING_MS = 3000;

function member(peer: string, state: MemberView['state']): MemberView {
  const observations = [
    { observer: 'a', says: 'down' },
    { observer: 'b', says: 'up' },
  ] as const;
  const bars = { asked: 2, suspectAt: 1, failedAt: 2, link: { linked: false, silentMs: 4000 } };
  return {
    peer,
    state,
    sinceMs: 0,
    incarnation: 1,
    starts: 1,
    refutations: 0,
    witnesses: ['a'],
    subjects: [],
    observations,
    ...bars,
  };
}

/** A mesh in which so many are doubted as the test says. */
function world() {
  const time = new VirtualTime();
  const logger = recordingLogger();
  let members: readonly MemberView[] = [];
  let changed: (() => void) | null = null;
  const mesh = {
    view: (): MembershipView => ({ id: '', isolated: false, members }),
    onLiveness: (listener: () => void) => {
      changed = listener;
      return () => (changed = null);
    },
  };
  const telling = tellDoubts({ mesh, timers: time, logger });
  const become = (now: readonly MemberView[]): void => {
    members = now;
    changed?.();
  };
  return { time, logger, telling, become, told: () => logger.lines.length };
}

describe('a doubt', () => {
  it('that lasts is told with what each observer says, and again while it lasts', async () => {
    const { time, logger, become, told } = world();
    become([member('c', 'suspect'), member('d', 'failed')]);
    await time.advance(LASTING_MS - 1);
    expect(told()).toBe(0);
    await time.advance(1);
    expect(logger.lines).toMatchObject([
      { level: 'warn', fields: { peerId: 'c', says: ['a down', 'b up'], failedAt: 2, linked: false } },
    ]);
    await time.advance(2 * LASTING_MS);
    expect(told()).toBe(3);
    become([member('c', 'active')]);
    await time.advance(10 * LASTING_MS);
    expect(told()).toBe(3);
    expect(time.pendingTimers).toBe(0);
  });

  it('that is over soon is not', async () => {
    const { time, become, told } = world();
    become([member('c', 'suspect')]);
    await time.advance(LASTING_MS / 2);
    become([member('c', 'failed')]);
    await time.advance(LASTING_MS);
    expect(told()).toBe(0);
  });

  it('of many at once is told of a few, and of none when the agent ends', async () => {
    const { time, telling, become, told } = world();
    become(Array.from({ length: 40 }, (_, index) => member(`m${index}`, 'suspect')));
    await time.advance(LASTING_MS);
    expect(told()).toBe(5);
    telling.close();
    await time.advance(10 * LASTING_MS);
    expect(told()).toBe(5);
  });
});
