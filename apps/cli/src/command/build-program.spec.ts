import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { createContext } from './context.ts';

const stream = (): PassThrough => new PassThrough();
const program = buildProgram(
  createContext({
    stdin: stream(),
    stdout: stream(),
    stderr: stream(),
    env: {},
    home: '/',
    hostName: 'h',
    signal: new AbortController().signal,
    now: () => 0,
  }),
);

function find(words: readonly string[]): Command | undefined {
  return words.reduce<Command | undefined>((command, word) => command?.commands.find((each) => each.name() === word), program);
}

describe('the command line', () => {
  it('has the verb of every operation', () => {
    for (const operation of OPERATION_NAMES) {
      const { cli } = OPERATIONS[operation];
      if (cli !== null) expect(find(cli.split(' ')), cli).toBeDefined();
    }
  });

  it('has the version of the whole product', async () => {
    const product = JSON.parse(await readFile(join(import.meta.dirname, '../../../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(program.version()).toBe(`rapidvm ${product.version}`);
  });

  it('says what every verb and every flag is for', () => {
    const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
    for (const command of all(program).filter((each) => !each.name().startsWith('__'))) {
      expect(command.description(), command.name()).not.toBe('');
      for (const option of command.options) expect(option.description, `${command.name()} ${option.flags}`).not.toBe('');
    }
  });

  it('can wait for every task', () => {
    for (const operation of OPERATION_NAMES) {
      const { cli, effect } = OPERATIONS[operation];
      if (cli === null || effect !== 'task') continue;
      expect(
        find(cli.split(' '))?.options.map(({ long }) => long),
        cli,
      ).toContain('--wait');
    }
  });
});
