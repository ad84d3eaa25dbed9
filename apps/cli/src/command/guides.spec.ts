/** What the guides tell people to type is there: verbs and flags of every `rapidvm …` in them. */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { createContext } from './context.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Verbs of the launcher, which is not this program. */
const LAUNCHER = ['up', 'down', 'status', 'test', 'build', 'help', 'cli'];
const stream = (): PassThrough => new PassThrough();
const { signal } = new AbortController();
const program = buildProgram(
  createContext({ stdin: stream(), stdout: stream(), stderr: stream(), env: {}, home: '/', hostName: 'h', signal, now: () => 0 }),
);

/** "vm create web1 --image x" of each line in a block of code and of each piece of code in a sentence. */
function typedIn(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  const pieces = [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const lines = [
    ...blocks.flatMap((block) => block.split('\n')),
    ...pieces,
    ...markdown.split('\n').filter((line) => /^ {4}\S/.test(line)),
  ];
  // A comment, and what a shell does with the output, are not the command.
  return lines.flatMap((line) =>
    [...line.matchAll(/(?<![\w/-])(?:\.\/)?rapidvm ([a-z][^#|>&]*)/g)].map((match) => (match[1] ?? '').trim()),
  );
}

function problemOf(typed: string): string | null {
  const words = typed.split(/\s+/);
  let command: Command = program;
  for (const word of words) command = command.commands.find((each) => each.name() === word) ?? command;
  if (command.commands.length > 0) return `there is no such verb: ${typed}`;
  const known = [command, program].flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short]));
  const unknown = words.find((word) => word.startsWith('-') && word !== '--help' && !known.includes(word.split('=')[0]));
  return unknown === undefined ? null : `${unknown} is no flag of: ${typed}`;
}

it('what the guides say to type can be typed', async () => {
  const problems: string[] = [];
  let count = 0;
  for await (const file of glob(['README.md', 'docs/guides/*.md', 'docs/api/README.md'], { cwd: ROOT })) {
    for (const typed of typedIn(await readFile(join(ROOT, file), 'utf8'))) {
      if (LAUNCHER.includes(typed.split(' ')[0] ?? '')) continue;
      count += 1;
      const problem = problemOf(typed);
      if (problem !== null) problems.push(`${file}: ${problem}`);
    }
  }
  expect(problems).toEqual([]);
  expect(count).toBeGreaterThan(60);
});
