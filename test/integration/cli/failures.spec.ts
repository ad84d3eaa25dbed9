/** Exit codes and error text, against the real server. */
import { RapidError, invalidInput } from '@rapidvm/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliLab } from './cli-lab.ts';

let lab: CliLab;
beforeAll(async () => {
  lab = await CliLab.start();
});
afterAll(() => lab.stop());

describe('failures', () => {
  it('3: without a server, without a token, with a revoked one', async () => {
    expect(await lab.finish(['vm', 'list'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('rapidvm login --server'),
    });
    const { RAPIDVM_TOKEN_FILE: _none, ...anonymous } = await lab.as('admin');
    expect(await lab.finish(['vm', 'list'], anonymous)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('(not-authenticated)'),
    });
    expect(await lab.finish(['vm', 'list'], await lab.as('nobody'))).toMatchObject({ code: 3 });
  });

  it('4: with too small a role', async () => {
    expect(await lab.finish(['user', 'list'], await lab.as('viewer'))).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('→ Ask an admin'),
    });
  });

  it('2: for what the server refuses, field by field, and for a wrong command line', async () => {
    const admin = await lab.as('admin');
    const create = ['vm', 'create', 'UPPER', '--image', 'debian', '--cpus', '999'];
    const refused = await lab.finish(create, admin);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/\n {2}name: must be .*\n {2}--cpus: /);
    expect(await lab.finish(['vm', 'create', 'x'], admin)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("required option '--image <text>'"),
    });
    expect(await lab.finish(['vm', 'list', '--limit', 'many'], admin)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('whole number'),
    });
    expect(await lab.finish(['vm', 'fly'], admin)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown command 'fly'"),
    });
    expect(await lab.finish(['vm', 'list', '--server', 'http://x'], admin)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('https://HOST:PORT'),
    });
    expect(await lab.finish(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes:') });
  });

  it('1 for a refusal, 7 for one that passes; as JSON with --json', async () => {
    const admin = await lab.as('admin');
    const state = { kind: 'vm', id: 'x', state: 'running', action: 'start', allowedIn: ['stopped'] };
    lab.server.ports.answers.set('vm.start', () => {
      throw new RapidError('wrong-state', 'It runs already', state, 'Stop it first');
    });
    const id = '01890000-0000-7000-8000-000000000001';
    const { code, stderr } = await lab.finish(['vm', 'start', id, '--json'], admin);
    expect([code, JSON.parse(stderr)]).toEqual([
      1,
      { code: 'wrong-state', message: 'It runs already', hint: 'Stop it first', details: state },
    ]);
    lab.server.ports.answers.set('vm.start', () => {
      throw new RapidError('unavailable', 'The database is away', { what: 'database', cause: 'gone' }, 'Try again');
    });
    expect(await lab.finish(['vm', 'start', id], admin)).toMatchObject({ code: 7 });
    lab.server.ports.answers.set('vm.start', () => {
      throw invalidInput([]);
    });
    expect(await lab.finish(['vm', 'start', id], admin)).toMatchObject({ code: 2 });
    lab.server.ports.answers.delete('vm.start');
  });

  it('6: for a server that is not there, or not trusted, or goes by another name', async () => {
    const admin = await lab.as('admin');
    expect(await lab.finish(['vm', 'list', '--server', 'https://localhost:1'], admin)).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("can't be reached"),
    });
    const { RAPIDVM_CA_FILE: _none, ...untrusting } = admin;
    expect(await lab.finish(['vm', 'list'], untrusting)).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('not from a CA that you trust'),
    });
    const otherName = `https://127.0.0.2:${lab.server.port}`;
    expect(await lab.finish(['vm', 'list', '--server', otherName], admin)).toMatchObject({ code: 6 });
  });
});
