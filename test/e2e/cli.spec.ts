/** The command line against the whole product, as a person and as a script use it. */
import { stripVTControlCharacters } from 'node:util';
import type { EventView, ImageView, VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timesBusier } from '../busy.ts';
import { CliUser } from './harness/cli.ts';
import type { Product } from './harness/index.ts';
import { startProduct } from './harness/index.ts';

const DEADLINE_MS = 180_000;
const TYPE_AGAIN_MS = 2000;
/** On a machine that has not much else to do; 110 ms on an idle x86-64. */
const COMPLETION_MS = 300;
let product: Product;
let user: CliUser;
let image: ImageView;

beforeAll(async () => {
  product = await startProduct();
  [image] = (await product.api.call('image.list', {})).items as [ImageView];
  const [hello] = (await product.api.call('vm.list', { name: 'hello' })).items as [VmView];
  await product.vmIn(hello.id, 'running');
  user = await CliUser.create();
});
afterAll(async () => {
  await user?.remove();
  await product?.stop();
});

async function json<T>(...words: string[]): Promise<T> {
  const { code, stdout, stderr } = await user.run([...words, '--json']);
  expect([code, stderr], words.join(' ')).toEqual([0, '']);
  return JSON.parse(stdout) as T;
}

describe('rapidvm', () => {
  it('logs in, and says who that is', async () => {
    const login = [
      'login',
      '--server',
      product.url,
      '--ca-file',
      product.caFile,
      '--username',
      product.username,
      '--password-file',
      product.passwordFile,
    ];
    expect(await user.run(login)).toMatchObject({ code: 0, stdout: expect.stringContaining('Logged in to') });
    expect(await json('whoami')).toMatchObject({ user: { name: product.username, role: 'admin' } });
  });

  it('lists hosts and VMs as tables', async () => {
    expect(await user.run(['host', 'list'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/NAME +STATE.*\n\S+ +active/),
    });
    expect(await user.run(['vm', 'list'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nhello +running/) });
    expect(await user.run(['vm', 'show', 'hello'])).toMatchObject({ code: 0, stdout: expect.stringContaining('serial-console') });
  });

  it('makes a VM, waits for it, watches what happens, and deletes it', async () => {
    const [newest] = (await json<{ items: EventView[] }>('event', 'list', '--limit', '1')).items;
    const watch = user.start(['event', 'watch', '--json', '--after', String(newest?.cursor ?? 0)]);
    const events = (): readonly EventView[] =>
      watch
        .stdout()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as EventView);
    const made = await json<{ task: { state: string }; vm: VmView }>(
      'vm',
      'create',
      'second',
      '--image',
      image.name,
      '--memory',
      '128MiB',
      '--label',
      'team=a',
      '--start',
      '--wait',
    );
    expect(made).toMatchObject({
      task: { state: 'succeeded' },
      vm: { name: 'second', state: 'running', memoryMiB: 128, labels: { team: 'a' } },
    });
    const again = await user.run(['vm', 'start', 'second']);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('(wrong-state)') });
    expect((await user.run(['vm', 'create', 'second', '--image', image.name])).code).toBe(1);
    expect((await user.run(['vm', 'kill', 'second', '--wait'])).code).toBe(0);
    expect((await user.run(['vm', 'delete', 'second', '--wait'])).code).toBe(0);
    expect(await user.run(['vm', 'show', 'second'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('There is no VM named second'),
    });
    await eventually(() => events().some(({ kind, subject }) => kind === 'vm.deleted' && subject.name === 'second'), DEADLINE_MS);
    expect(
      events()
        .filter(({ subject }) => subject.name === 'second')
        .map(({ kind }) => kind),
    ).toContain('vm.created');
    watch.child.kill('SIGINT');
    expect(await watch.ended).toBe(130);
  });

  it('waits for a task over a kill -9 of the controller', async () => {
    const create = user.start(['vm', 'create', 'third', '--image', image.name, '--memory', '128', '--start', '--wait', '--json']);
    await eventually(
      async () =>
        (await product.api.call('task.list', { states: ['running'] })).items.some(({ subject }) => subject.name === 'third'),
      DEADLINE_MS,
    );
    await product.kill('controller');
    await product.up();
    expect([await create.ended, create.stderr()]).toEqual([0, '']);
    expect(JSON.parse(create.stdout())).toMatchObject({ task: { state: 'succeeded' }, vm: { state: 'running' } });
    await user.run(['vm', 'kill', 'third', '--wait']);
    expect((await user.run(['vm', 'delete', 'third', '--wait'])).code).toBe(0);
  });

  it('types on the serial console, also after the controller was killed, and leaves with Ctrl-]', async () => {
    const terminal = user.startOnTerminal(['vm', 'console', 'hello']);
    await eventually(() => terminal.stdout().includes('Leave with ^].'), DEADLINE_MS);
    terminal.type('\r');
    await eventually(() => /# $/.test(stripVTControlCharacters(terminal.stdout())), DEADLINE_MS);
    terminal.type('echo $((40 + 2))-typed\r');
    await eventually(() => terminal.stdout().includes('\n42-typed'), DEADLINE_MS);
    await product.kill('controller');
    await eventually(() => terminal.stdout().includes('connection lost'), DEADLINE_MS);
    await product.up();
    // What is typed while there is no connection is dropped, so type until it is heard.
    await eventually(async () => {
      terminal.type('echo $((50 + 5))-again\r');
      return eventually(() => terminal.stdout().includes('\n55-again'), TYPE_AGAIN_MS);
    }, DEADLINE_MS);
    expect(terminal.stdout().split('\n42-typed').length).toBe(2);
    terminal.type('\x1d');
    expect(await terminal.ended).toBe(0);
  });

  it('completes names in bash', async () => {
    const { stdout } = await user.bash(
      'source <(rapidvm completion bash); COMP_WORDS=(rapidvm vm show h); COMP_CWORD=3; _rapidvm; echo "${COMPREPLY[@]}"',
    );
    expect(stdout).toBe('hello\n');
  });

  it('completes verbs faster than a person notices: no look at sources or packages', async () => {
    const took: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const started = performance.now();
      expect((await user.run(['__complete', '--', 'vm', 'sh'])).stdout).toBe('show\tShow a VM\n');
      took.push(performance.now() - started);
    }
    // The best of five: the others tell how busy this machine is.
    expect(Math.min(...took)).toBeLessThan(COMPLETION_MS * timesBusier());
  });

  it('logs out: the token is worth nothing any more', async () => {
    expect((await user.run(['logout'])).code).toBe(0);
    expect((await user.run(['vm', 'list'])).code).toBe(3);
  });
});
