import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './repository.ts';

/** word → what to do instead. One name for one thing: docs/GLOSSARY.md. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'finish it, or open an issue'],
  [/\bnot implemented\b/i, 'implement it, or leave it out'],
  [/@ts-(ignore|nocheck)/, 'make the types true'],
  [/\beslint-disable/, 'follow the rule, or change it for all'],
  [/\b(whitelist|blacklist)\b/i, 'say allowed and refused'],
  [/\bhypervisor\b/i, 'say host (the machine) or QEMU (the program)'],
  [/\bvirtual ?machine instance\b/i, 'say VM'],
  [/\bslave\b/i, 'say what it does'],
  [/\b(describe|it|test)\.(only|skip|todo)\(/, 'every test runs, always'],
];

const SELF = 'test/tidy/words.spec.ts';

describe('banned words', () => {
  it('stand in no source file', async () => {
    const found: string[] = [];
    for (const file of await repositoryFiles('*.ts', '*.html', '*.scss', '*.proto', 'rapidvm')) {
      if (file === SELF || file.includes('/gen/')) continue;
      const lines = (await readFile(file, 'utf8')).split('\n');
      lines.forEach((line, index) => {
        for (const [word, instead] of BANNED) if (word.test(line)) found.push(`${file}:${index + 1}: ${word.source}: ${instead}`);
      });
    }
    expect(found).toEqual([]);
  });
});
