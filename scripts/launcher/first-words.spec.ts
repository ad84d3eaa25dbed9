import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRapidError } from '@rapidvm/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireReachable } from './accounts.ts';
import { CHECKOUT } from './checkout.ts';
import { parseOptions } from './options.ts';

/** What ./rapidvm reads before it installs anything. */
const FIRST_FILES = ['rapidvm', 'package.json', 'deploy/versions.env', 'scripts/launcher/help.txt'];
/** Milliseconds: an installation takes far longer, and would fail here for want of its scripts. */
const AT_ONCE_MS = 5000;
/** Options that say only whether. */
const SWITCHES = ['--detach', '--json', '--no-hello'];

let clone: string;

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'rapidvm-clone-'));
  for (const file of FIRST_FILES) await cp(join(CHECKOUT, file), join(clone, file));
});
afterAll(async () => {
  await rm(clone, { recursive: true });
});

function rapidvm(...words: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(join(clone, 'rapidvm'), words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: AT_ONCE_MS });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

async function nothingInstalled(): Promise<void> {
  expect((await readdir(clone)).sort()).toEqual(['deploy', 'package.json', 'rapidvm', 'scripts']);
}

describe('a fresh clone', () => {
  it.each([[['help']], [['--help']], [['-h']], [[]], [['up', '--help']], [['test', '-h']]])('helps at %j', async (words) => {
    expect(await rapidvm(...words)).toEqual({
      code: 0,
      stdout: await readFile(join(clone, 'scripts/launcher/help.txt'), 'utf8'),
      stderr: '',
    });
    await nothingInstalled();
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8')) as { version: string };
    expect(await rapidvm('--version')).toEqual({ code: 0, stdout: `rapidvm ${version}\n`, stderr: '' });
    await nothingInstalled();
  });

  it.each([
    [['up', '--prot', '9000'], '--prot'],
    [['up', '9000'], '9000'],
    [['up', '--port'], '--port'],
    [['up', '--port', 'http'], '--port'],
    [['up', '--port=http'], '--port'],
    [['up', '--data', '--json'], '--data'],
    [['up', '--detach=yes'], '--detach'],
    [['down', '--detach'], '--detach'],
    [['status', '--port', '9000'], '--port'],
    [['test', '--fast'], '--fast'],
  ])('refuses %j with 2 and the word it does not understand', async (words, named) => {
    const refused = await rapidvm(...words);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(named) as string });
    await nothingInstalled();
  });

  // --help at the end: the words before it were understood, and nothing is started.
  it.each(['up', 'down', 'status'])('takes every option of %s that the help names', async (verb) => {
    const help = await readFile(join(CHECKOUT, 'scripts/launcher/help.txt'), 'utf8');
    const usage = new RegExp(`^ {2}\\./rapidvm ${verb} (.*(?:\\n {15}.*)*)`, 'm').exec(help)?.[1] ?? '';
    const options = [...usage.matchAll(/\[(--[a-z-]+)( [A-Z]+)?\]/g)];
    expect(options.length).toBeGreaterThan(0);
    const words = options.flatMap(([, name = '', value]) => (value === undefined ? [name] : [name, '9000']));
    expect(options.filter(([, , value]) => value === undefined).every(([, name = '']) => SWITCHES.includes(name))).toBe(true);
    expect((await rapidvm(verb, ...words, '--help')).code).toBe(0);
    expect(() => parseOptions(verb, words)).not.toThrow();
  });

  it.runIf(process.getuid?.() === 0)('refuses a data folder that the database cannot enter, and makes nothing', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'rapidvm-closed-'));
    const data = join(closed, 'not', 'yet', 'data');
    for (const words of [['--data', data], [`--data=${data}`]]) {
      const refused = await rapidvm('up', ...words);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toBe(`rapidvm: ${await unreachable(data)}\n`);
    }
    expect(await readdir(closed)).toEqual([]);
    await nothingInstalled();
    await rm(closed, { recursive: true });
  });
});

/** What the launcher proper says of it, where it is not noticed before. */
async function unreachable(path: string): Promise<string> {
  const nobody = { name: 'rapidvm-db', uid: 65_534, gid: 65_534 };
  const error: unknown = await requireReachable(nobody, path, 'the database').catch((refusal: unknown) => refusal);
  return isRapidError(error, 'unsupported') ? `${error.message}\n  → ${error.hint}` : 'nothing';
}
