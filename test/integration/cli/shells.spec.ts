/** Completion as the shells themselves do it, each by its own engine, with names from a real server. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'rolldown';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleOutput } from '../api/support/sample-outputs.ts';
import { CliLab } from './cli-lab.ts';

const CHECKOUT = join(import.meta.dirname, '../../..');
const CLIENT = join(CHECKOUT, 'apps/cli/src/main.ts');
const DEADLINE_MS = 60_000;
let lab: CliLab;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  lab = await CliLab.start();
  const [vm] = sampleOutput('vm.list').items;
  lab.server.ports.answers.set('vm.list', () => ({ items: [{ ...vm, name: 'hello-world' }], nextCursor: null }));
  // One file, as it is shipped: the Tab key is not to wait for a thousand modules.
  const bundle = join(lab.home, 'client.js');
  await build({
    input: CLIENT,
    cwd: CHECKOUT,
    platform: 'node',
    logLevel: 'silent',
    output: { file: bundle, format: 'esm', codeSplitting: false },
  });
  const program = join(lab.home, 'rapidvm');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${bundle}' "$@"\n`);
  await chmod(program, 0o755);
  const path = `${lab.home}:${process.env['PATH'] ?? ''}`;
  env = { ...process.env, ...(await lab.as('admin')), PATH: path, HOME: lab.home, XDG_CONFIG_HOME: '', TERM: 'dumb' };
});
afterAll(() => lab.stop());

interface Shell {
  readonly ended: Promise<number | null>;
  text(): string;
  type(keys: string): void;
}

function start(program: string, ...words: readonly string[]): Shell {
  const child = spawn(program, words, { env, cwd: lab.home, stdio: 'pipe' });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return {
    ended,
    text: () => stripVTControlCharacters(Buffer.concat(said).toString()),
    type: (keys) => void child.stdin.write(keys),
  };
}

/** What a shell prints that runs one line and ends. */
async function printed(program: string, ...words: readonly string[]): Promise<string> {
  const shell = start(program, ...words);
  expect(await shell.ended, shell.text()).toBe(0);
  return shell.text();
}

describe('completion', () => {
  it('works in bash', async () => {
    const ask = (line: string): Promise<string> =>
      printed(
        'bash',
        '-c',
        `source <(rapidvm completion bash); COMP_WORDS=(${line}); COMP_CWORD=3; _rapidvm; echo "\${COMPREPLY[@]}"`,
      );
    expect(await ask('rapidvm vm show hel')).toBe('hello-world\n');
    expect(await ask('rapidvm vm list --serv')).toBe('--server\n');
    const profile = { server: 'https://localhost:1', ca: null, username: 'me', token: 't', tokenId: 'i' };
    const config = { version: 1, current: 'home', profiles: { home: profile, work: profile } };
    await mkdir(join(lab.home, '.config/rapidvm'), { recursive: true });
    await writeFile(join(lab.home, '.config/rapidvm/config.json'), JSON.stringify(config));
    expect(await ask('rapidvm profile use w')).toBe('work\n');
    await rm(join(lab.home, '.config/rapidvm/config.json'));
  });

  it('works in fish', async () => {
    const ask = (line: string): Promise<string> =>
      printed('fish', '--no-config', '-c', `rapidvm completion fish | source; complete -C '${line}'`);
    expect(await ask('rapidvm vm sh')).toBe('show\tShow a VM\n');
    expect(await ask('rapidvm vm show hel')).toBe('hello-world\n');
  });

  it('works in zsh', async () => {
    // zsh completes only on a terminal: type there what a person would.
    const shell = start('script', '--quiet', '--flush', '--echo', 'never', '--command', 'zsh -f -i', '/dev/null');
    shell.type('autoload -Uz compinit; compinit -u -D; source <(rapidvm completion zsh); echo rea""dy\n');
    await eventually(() => shell.text().includes('ready'), DEADLINE_MS);
    shell.type('rapidvm vm sh\t');
    await eventually(() => shell.text().includes('rapidvm vm show '), DEADLINE_MS);
    shell.type('hel\t');
    await eventually(() => shell.text().includes('hello-world'), DEADLINE_MS);
    // Ctrl-U: what is on the line is not run.
    shell.type('\x15exit\n');
    await shell.ended;
  });
});
