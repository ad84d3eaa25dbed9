/** Members that are killed and frozen for real. */
import { eventually } from '@rapidvm/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { MemberProcess } from './member-process.ts';
import { ProcessLab } from './member-process.ts';

const MEMBERS = 5;
/** Five programs begin at once, from their sources; on a machine that is busy with other tests that takes most of a minute. */
const START_MS = 90_000;
/** memberlab measures how fast it goes. Here other tests may hold members up, who are then patient with others for up to 6 s more. */
const NOTICED_MS = 20_000;

const lab = new ProcessLab();

afterEach(() => lab.stop());

async function allAlive(members: readonly MemberProcess[], deadlineMs: number): Promise<void> {
  const names = members.map(({ name }) => name);
  await eventually(
    () =>
      expect(members.map((member) => names.map((name) => member.holds(name)))).toEqual(names.map(() => names.map(() => 'alive'))),
    deadlineMs,
  );
}

describe('member processes', { timeout: 180_000 }, () => {
  it('notice that one is killed', async () => {
    const members = await lab.start(MEMBERS);
    await allAlive(members, START_MS);
    const [victim, ...others] = members as [MemberProcess, ...MemberProcess[]];
    await victim.end();
    await eventually(
      () => expect(others.map((other) => other.holds(victim.name))).toEqual(others.map(() => 'failed')),
      NOTICED_MS,
    );
    expect(others.flatMap((other) => other.blamed(victim.name))).toEqual([]);
  });

  it('notice that one is frozen; when it goes on it blames nobody and is back', async () => {
    const members = await lab.start(MEMBERS);
    await allAlive(members, START_MS);
    const [victim, ...others] = members as [MemberProcess, ...MemberProcess[]];
    victim.signal('SIGSTOP');
    await eventually(
      () => expect(others.map((other) => other.holds(victim.name))).toEqual(others.map(() => 'failed')),
      NOTICED_MS,
    );
    victim.signal('SIGCONT');
    await allAlive(members, NOTICED_MS);
    expect(members.flatMap((member) => member.blamed(victim.name))).toEqual([]);
  });
});
