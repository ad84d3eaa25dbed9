import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { candidatesFor, COMPLETION_SCRIPTS, flagsOn } from './completion.ts';
import { createContext } from './context.ts';

const terminal = {
  stdin: new PassThrough(),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  env: {},
  home: '/nowhere',
  hostName: 'here',
  signal: new AbortController().signal,
  now: () => 0,
};
const program = buildProgram(createContext(terminal));
const names = async (kind: string): Promise<readonly string[]> =>
  ({ vm: ['hello', 'other'], host: ['pi'], image: ['debian'], profile: ['home', 'work'] })[kind] ?? [];
const complete = async (...words: string[]): Promise<readonly string[]> =>
  (await candidatesFor(program, words, names)).map(({ word }) => word);

describe('completion', () => {
  it('offers verbs, and groups before them', async () => {
    expect(await complete('v')).toEqual(['vm']);
    expect(await complete('vm', 's')).toEqual(['show', 'start', 'stop']);
    expect(await complete('')).not.toContain('__complete');
  });

  it('offers names where a verb wants one, and only there', async () => {
    expect(await complete('vm', 'start', '')).toEqual(['hello', 'other']);
    expect(await complete('vm', 'start', 'hello', '')).toEqual([]);
    expect(await complete('vm', 'create', 'new', '--image', 'd')).toEqual(['debian']);
    expect(await complete('vm', 'list', '--host', '')).toEqual(['pi']);
    expect(await complete('--server', 'https://x', 'vm', 'show', 'h')).toEqual(['hello']);
  });

  it('offers flags of the verb and of all verbs, and choices', async () => {
    expect(await complete('vm', 'stop', 'hello', '--')).toEqual(expect.arrayContaining(['--grace-seconds', '--wait', '--json']));
    expect(await complete('vm', 'create', 'x', '--display', 'v')).toEqual(['virtio']);
    expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('offers the servers one is logged in to', async () => {
    expect(await complete('profile', 'use', '')).toEqual(['home', 'work']);
    expect(await complete('--profile', 'w')).toEqual(['work']);
    expect(await complete('vm', 'list', '--profile', 'h')).toEqual(['home']);
  });

  it('asks the server that the line is for', () => {
    expect(flagsOn(program, ['--profile', 'work', 'vm', 'show', 'h'])).toEqual({ profile: 'work' });
    expect(flagsOn(program, ['vm', 'show', '--server=https://x:1', '--ca-file', 'ca.pem', '--json', ''])).toEqual({
      server: 'https://x:1',
      caFile: 'ca.pem',
    });
    expect(flagsOn(program, ['vm', 'list', '--profile', 'h'])).toEqual({});
  });

  it('has a script for bash that bash takes', async () => {
    const { stderr } = await promisify(execFile)('bash', ['-n', '-c', COMPLETION_SCRIPTS.bash]);
    expect(stderr).toBe('');
    expect(COMPLETION_SCRIPTS.zsh).toContain('compdef _rapidvm rapidvm');
    expect(COMPLETION_SCRIPTS.fish).toContain('complete -c rapidvm');
  });
});
