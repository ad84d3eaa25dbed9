import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleOutput } from '../api/support/sample-outputs.ts';
import { CliLab } from './cli-lab.ts';

let lab: CliLab;
beforeEach(async () => {
  lab = await CliLab.start();
  lab.server.ports.answers.set('token.create', () => ({ ...sampleOutput('token.create'), secret: 'token-admin' }));
});
afterEach(() => lab.stop());

const configFile = (): string => join(lab.home, '.config', 'rapidvm', 'config.json');

describe('login', () => {
  it('makes a token, keeps it for its owner alone, and revokes it at logout', async () => {
    const password = await lab.file('password', 'right\n');
    const login = await lab.finish([
      'login',
      '--server',
      lab.url,
      '--ca-file',
      lab.caFile,
      '--username',
      'ann',
      '--password-file',
      password,
    ]);
    expect([login.code, login.stdout]).toEqual([0, expect.stringContaining('Logged in to localhost')]);
    expect((await stat(configFile())).mode & 0o777).toBe(0o600);
    const kept = await readFile(configFile(), 'utf8');
    expect(kept).toContain('token-admin');
    expect(kept).not.toContain('right');
    expect(lab.server.ports.calls.map(({ operation }) => operation)).toEqual(['token.create', 'session.logout']);
    expect(await lab.finish(['whoami'])).toMatchObject({ code: 0 });
    expect(await lab.finish(['logout'])).toMatchObject({ code: 0 });
    expect(lab.server.ports.calls.at(-1)?.operation).toBe('token.delete');
    expect(await lab.finish(['whoami'])).toMatchObject({ code: 3 });
  });

  it('refuses a wrong password, and asks nobody where there is no terminal', async () => {
    const wrong = await lab.file('password', 'wrong\n');
    const words = ['login', '--server', lab.url, '--ca-file', lab.caFile, '--username', 'ann'];
    expect(await lab.finish([...words, '--password-file', wrong])).toMatchObject({ code: 3 });
    expect(await lab.finish(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('--password-file FILE') });
    // Everything that is missing at once, before the server is asked anything.
    const bare = await lab.finish(['login', '--server', lab.url]);
    expect(bare).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no terminal to ask on') });
    expect(bare.stderr).toContain('Give --username NAME and --password-file FILE');
    await expect(stat(configFile())).rejects.toThrow('ENOENT');
  });

  it('shows the CA of a server it does not know, pins it when told to, and asks for the password unseen', async () => {
    const run = lab.run(['login', '--server', lab.url, '--username', 'ann'], {}, true);
    const { fingerprint256 } = new X509Certificate(lab.server.ca);
    await eventually(() => run.stderr().includes(`SHA-256 ${fingerprint256}`) && run.stderr().includes('[y/N]'));
    run.stdin.write('y\n');
    await eventually(() => run.stderr().includes('Password of ann: ') && run.stdin.raw);
    run.stdin.write('rigx\x7fht\r');
    expect(await run.done).toBe(0);
    expect(run.stderr()).not.toContain('right');
    expect(run.stdin.raw).toBe(false);
    expect(await lab.finish(['vm', 'list'])).toMatchObject({ code: 0 });
  });

  it('takes the fingerprint from the command line, and stops when it is another', async () => {
    const password = await lab.file('password', 'right\n');
    const words = ['login', '--server', lab.url, '--username', 'ann', '--password-file', password, '--ca-fingerprint'];
    const { fingerprint256 } = new X509Certificate(lab.server.ca);
    expect(await lab.finish([...words, 'ab'.repeat(32)])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('another fingerprint'),
    });
    expect(lab.server.ports.calls).toEqual([]);
    expect(await lab.finish([...words, `sha256:${fingerprint256.replaceAll(':', '').toLowerCase()}`])).toMatchObject({ code: 0 });
  });

  it('says which server is meant, before and after another login, and goes back', async () => {
    const password = await lab.file('password', 'right\n');
    const as = ['--ca-file', lab.caFile, '--username', 'ann', '--password-file', password];
    const first = await lab.finish(['login', '--server', lab.url, ...as]);
    expect(first.stderr).toBe('');
    const second = await lab.finish(['login', '--profile', 'two', '--server', lab.server.origin, ...as]);
    expect(second.stderr).toContain(`Back to ${lab.url}: rapidvm profile use default`);
    expect((await lab.finish(['whoami'])).stdout).toMatch(new RegExp(`Server +${lab.server.origin}\nProfile +two\n`));
    for (const name of ['three', 'constructor', '__proto__']) {
      const unknown = await lab.finish(['whoami', '--profile', name]);
      expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining(`There is no profile ${name}`)]);
    }
    expect((await lab.finish(['profile', 'use', 'three'])).code).toBe(2);
    expect((await lab.finish(['profile', 'use', 'default'])).stderr).toContain(`From now on: ${lab.url} as `);
    expect((await lab.finish(['whoami'])).stdout).toContain(lab.url);
    const { stdout } = await lab.finish(['profile', 'list']);
    expect(stdout).toMatch(/^\* +default .*\n +two /m);
    expect(stdout).not.toContain('token-admin');
    // The server of the one is gone: the login can go too.
    lab.wire.cut();
    const gone = await lab.finish(['logout']);
    expect([gone.code, gone.stderr]).toEqual([6, expect.stringContaining('rapidvm logout --profile default --forget')]);
    const forgotten = await lab.finish(['logout', '--forget']);
    expect([forgotten.code, forgotten.stderr]).toEqual([0, expect.stringContaining(`From now on ${lab.server.origin} is meant`)]);
    expect(await lab.finish(['whoami'])).toMatchObject({ code: 0 });
  });

  it('sends a token only to the server that made it', async () => {
    const password = await lab.file('password', 'right\n');
    await lab.finish(['login', '--server', lab.url, '--ca-file', lab.caFile, '--username', 'ann', '--password-file', password]);
    const other = ['vm', 'list', '--server', lab.server.origin, '--ca-file', lab.caFile];
    expect(await lab.finish(other)).toMatchObject({ code: 3, stderr: expect.stringContaining('not-authenticated') });
  });
});
