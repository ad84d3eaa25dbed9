/** Tasks that are waited for, events and consoles: over a wire that breaks. */
import { RapidError } from '@rapidvm/kernel';
import type { EventView, TaskView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeConsoles } from '../api/support/fake-consoles.ts';
import { SAMPLE_ID, sampleOutput } from '../api/support/sample-outputs.ts';
import { CliLab } from './cli-lab.ts';

const DEADLINE_MS = 60_000;
let lab: CliLab;
let consoles: FakeConsoles;
let admin: Record<string, string>;
beforeEach(async () => {
  consoles = new FakeConsoles();
  lab = await CliLab.start({ gateway: consoles });
  admin = await lab.as('admin');
  lab.server.ports.answers.set('vm.console', () => ({
    ticket: 'serial-rw',
    expiresAt: '2026-01-01T00:00:00.000Z',
    path: '/api/v1/consoles/serial',
    protocol: 'rapidvm.serial.v1',
  }));
});
afterEach(() => lab.stop());

const sampleTask = sampleOutput('task.get');
const task = (state: TaskView['state'], error: TaskView['error'] = null): TaskView => ({
  ...sampleTask,
  state,
  progress: 0.5,
  error,
});

describe('--wait', () => {
  it('follows the task, over a server that is away for a while, and tells how it ended', async () => {
    let looks = 0;
    lab.server.ports.answers.set('vm.start', () => ({ task: task('queued') }));
    lab.server.ports.answers.set('task.get', () => {
      looks += 1;
      return task(looks < 4 ? 'running' : 'succeeded');
    });
    const run = lab.run(['vm', 'start', SAMPLE_ID, '--wait'], admin, true);
    await eventually(() => looks >= 1);
    lab.wire.cut();
    await eventually(() => run.stderr().includes('The server is away'), DEADLINE_MS);
    lab.wire.join();
    expect(await run.done).toBe(0);
    expect(run.stdout()).toContain(': done');
    expect(run.stderr()).toContain('50 %');
  });

  it('exits 1 for a task that failed, with its reason', async () => {
    const error = { code: 'qemu-failed', message: 'QEMU ended at once', hint: 'Look at its output', details: {} };
    lab.server.ports.answers.set('vm.start', () => ({ task: task('running') }));
    lab.server.ports.answers.set('task.get', () => task('failed', error));
    const { code, stdout, stderr } = await lab.finish(['vm', 'start', SAMPLE_ID, '--wait', '--json'], admin);
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ task: expect.objectContaining({ state: 'failed' }) }),
    ]);
    expect(JSON.parse(stderr)).toMatchObject({ message: expect.stringContaining('QEMU ended at once') });
  });

  it('leaves the task alone when it is interrupted', async () => {
    lab.server.ports.answers.set('task.get', () => task('running'));
    const run = lab.run(['task', 'show', SAMPLE_ID, '--wait'], admin, true);
    await eventually(() => run.stderr().includes('50 %'));
    run.interrupt();
    expect(await run.done).toBe(130);
    expect(run.stderr()).toContain(`rapidvm task show ${SAMPLE_ID} --wait`);
    expect(lab.server.ports.calls.map(({ operation }) => operation)).not.toContain('task.cancel');
  });
});

describe('event watch', () => {
  const event = (cursor: number): EventView => ({
    cursor,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'vm.created',
    subject: { kind: 'vm', id: SAMPLE_ID, name: `vm-${cursor}` },
    message: 'It was made',
    data: {},
  });

  it('misses none and repeats none over a broken connection', async () => {
    const run = lab.run(['event', 'watch', '--after', '0', '--json'], admin);
    lab.server.ports.feed.push({ kind: 'event', event: event(1) }, { kind: 'event', event: event(2) });
    const cursors = (): readonly number[] =>
      run
        .stdout()
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as EventView).cursor);
    await eventually(() => cursors().length === 2, DEADLINE_MS);
    expect(run.stderr()).toBe('Watching for events after 0. Ctrl-C ends it.\n');
    lab.wire.cut();
    await eventually(() => run.stderr().includes('Connection lost'), DEADLINE_MS);
    lab.server.ports.feed.push({ kind: 'event', event: event(3) });
    lab.wire.join();
    await eventually(() => cursors().length === 3, DEADLINE_MS);
    expect(cursors()).toEqual([1, 2, 3]);
    expect(run.stderr()).toContain('Connected again.');
    run.interrupt();
    expect(await run.done).toBe(130);
  });

  it('tells what is new of a database that was restored meanwhile, over further broken connections too', async () => {
    const run = lab.run(['event', 'watch', '--after', '0', '--json'], admin);
    const told = (): number => run.stdout().split('\n').filter(Boolean).length;
    const { feed } = lab.server.ports;
    feed.push({ kind: 'event', event: event(1) }, { kind: 'event', event: event(2) });
    await eventually(() => told() === 2, DEADLINE_MS);
    for (const cursor of [1, 2]) {
      lab.wire.cut();
      await eventually(() => run.stderr().split('Connection lost').length === cursor + 1, DEADLINE_MS);
      if (cursor === 1) feed.restore();
      else feed.push({ kind: 'event', event: event(cursor) });
      lab.wire.join();
      await eventually(() => run.stderr().split('Connected again').length === cursor + 1, DEADLINE_MS);
      if (cursor === 1) {
        await eventually(() => feed.followers === 1, DEADLINE_MS);
        feed.push({ kind: 'event', event: event(cursor) });
      }
      await eventually(() => told() === 2 + cursor, DEADLINE_MS);
    }
    run.interrupt();
    expect(await run.done).toBe(130);
  });

  it('says from where it watches, and tells each event in words', async () => {
    lab.server.ports.feed.push({ kind: 'event', event: event(1) });
    lab.server.ports.answers.set('event.list', () => ({ items: [event(1)], nextCursor: null }));
    const run = lab.run(['event', 'watch'], admin);
    await eventually(() => run.stderr() !== '', DEADLINE_MS);
    expect(run.stderr()).toBe('Watching for events from now on. Ctrl-C ends it.\n');
    expect(run.stdout()).toBe('');
    lab.server.ports.feed.push({ kind: 'event', event: event(2) });
    await eventually(() => run.stdout().includes('VM created'), DEADLINE_MS);
    expect(run.stdout()).not.toContain('vm.created');
    run.interrupt();
    expect(await run.done).toBe(130);
  });

  it('does not wait for a server that was never there', async () => {
    lab.wire.cut();
    expect(await lab.finish(['event', 'watch', '--after', '0'], admin)).toMatchObject({ code: 6 });
  });

  it('refuses what it may not see with its exit code', async () => {
    expect(await lab.finish(['event', 'watch', '--after', '0'], await lab.as('nobody'))).toMatchObject({ code: 3 });
  });
});

describe('vm console', () => {
  it('types, shows, leaves with Ctrl-], and leaves the terminal as it was', async () => {
    const run = lab.run(['vm', 'console', 'text'], admin, true);
    await eventually(() => run.stdin.raw, DEADLINE_MS);
    run.stdin.write('echo me');
    await eventually(() => run.stdout() === 'echo me', DEADLINE_MS);
    run.stdin.write('\x1d');
    expect(await run.done).toBe(0);
    expect(run.stdin.raw).toBe(false);
    expect(run.stderr()).toContain('Leave with ^].');
    expect(run.stderr()).not.toContain('connection lost');
  });

  it('goes on at the byte where a broken connection ended', async () => {
    const run = lab.run(['vm', 'console', 'text'], admin, true);
    await eventually(() => run.stdin.raw, DEADLINE_MS);
    run.stdin.write('12345');
    await eventually(() => run.stdout() === '12345', DEADLINE_MS);
    lab.wire.cut();
    await eventually(() => run.stderr().includes('connection lost'), DEADLINE_MS);
    lab.wire.join();
    await eventually(() => consoles.opened.length === 2, DEADLINE_MS);
    expect(consoles.opened.map(({ fromOffset }) => fromOffset)).toEqual([undefined, 5]);
    await eventually(() => {
      run.stdin.write('6');
      return run.stdout().includes('6');
    }, DEADLINE_MS);
    run.stdin.write('\x1d');
    expect(await run.done).toBe(0);
  });

  it('ends when the VM does', async () => {
    const run = lab.run(['vm', 'console', 'text'], admin, true);
    await eventually(() => run.stdin.raw, DEADLINE_MS);
    run.stdin.write('exit');
    expect(await run.done).toBe(0);
    expect(run.stderr()).toContain('The VM stopped');
    expect(run.stdin.raw).toBe(false);
  });

  it('leaves by itself when the pipe that types has ended, with the answer; who only looks stays', async () => {
    const run = lab.run(['vm', 'console', 'text', '--linger', '1'], admin);
    run.stdin.end('echo me');
    expect(await run.done).toBe(0);
    expect(run.stdout()).toBe('echo me');
    expect(run.stderr()).toContain('the input ended 1 s ago');
    const looker = lab.run(['vm', 'console', 'text', '--read-only', '--linger', '0'], admin);
    looker.stdin.end();
    await eventually(() => consoles.opened.length === 2, DEADLINE_MS);
    looker.interrupt();
    expect(await looker.done).toBe(130);
  });

  it('is refused with the reason before it opens', async () => {
    consoles.refuse = new RapidError(
      'console-unavailable',
      'The VM does not run',
      { vm: 'text', console: 'serial', reason: 'stopped' },
      'Start it',
    );
    expect(await lab.finish(['vm', 'console', 'text'], admin)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The VM does not run'),
    });
    expect(await lab.finish(['vm', 'console', 'text', '--kind', 'screen'], admin)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('browser'),
    });
    expect(await lab.finish(['vm', 'console', 'text', '--json'], admin)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('serial-rw'),
    });
  });
});
