import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './repository.ts';

const MAX_LINES = 500;
/** Aim: the median file of the product's code. */
const MEDIAN_LINES = 150;
/** Pictures of the README; everything else is far smaller. */
const MAX_BYTES = 600 * 1024;
const CODE = ['*.ts', '*.html', '*.scss', '*.cjs', '*.sh', 'rapidvm'];

async function lineCounts(patterns: readonly string[]): Promise<readonly { file: string; lines: number }[]> {
  const files = (await repositoryFiles(...patterns)).filter((file) => !file.includes('/gen/'));
  return Promise.all(files.map(async (file) => ({ file, lines: (await readFile(file, 'utf8')).split('\n').length })));
}

describe('sizes', () => {
  it(`no code file is longer than ${MAX_LINES} lines`, async () => {
    const long = (await lineCounts(CODE)).filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it(`the median code file is shorter than ${MEDIAN_LINES} lines`, async () => {
    const sorted = (await lineCounts(['libs/**/*.ts', 'apps/**/*.ts'])).map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(MEDIAN_LINES);
  });

  it(`no file is larger than ${MAX_BYTES} bytes, but for the lock`, async () => {
    const large: string[] = [];
    for (const file of await repositoryFiles()) {
      if (file !== 'package-lock.json' && (await stat(file)).size > MAX_BYTES) large.push(file);
    }
    expect(large).toEqual([]);
  });
});
