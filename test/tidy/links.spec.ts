import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './repository.ts';

const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

describe('documents', () => {
  it('of decisions have a number each, which their title repeats', async () => {
    const numbers: string[] = [];
    for (const file of await repositoryFiles('docs/adr/0*.md')) {
      const number = basename(file).slice(0, 4);
      expect((await readFile(file, 'utf8')).startsWith(`# ${number} `), file).toBe(true);
      numbers.push(number);
    }
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  it('link only to files that are there', async () => {
    const broken: string[] = [];
    for (const file of await repositoryFiles('*.md')) {
      for (const [, target] of (await readFile(file, 'utf8')).matchAll(LINK)) {
        const path = normalize(join(dirname(file), target!));
        if (!(await exists(path))) broken.push(`${file} → ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('name no machine, registry host or folder of one workplace', async () => {
    const found: string[] = [];
    const telling = /registry\.npmjs|deb\.debian\.org|snapshot\.debian|(^|[\s"'`(=])\/(work|tmp\/[a-z])\//m;
    for (const file of await repositoryFiles('*.md', '*.json', '*.yml', 'rapidvm', '.ci/run', '.npmrc')) {
      if (telling.test(await readFile(file, 'utf8'))) found.push(file);
    }
    expect(found).toEqual([]);
  });
});
