import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { dependencyGraph } from '../../scripts/dependency-graph.ts';

const CRUISE = [
  'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
];
const TIMEOUT_MS = 120_000;

interface Refusal {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** What must be refused: a line, the library it would stand in, and the rule that must say so. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['libs/kernel/src', "import '@rapidvm/domain';", 'from-kernel'],
  ['libs/domain/src', "import 'node:fs';", 'pure-stays-pure'],
  ['libs/mesh/core/src', "import '@rapidvm/controller-app';", 'from-mesh-core'],
  ['libs/agent/app/src', "import '@rapidvm/controller-app';", 'from-agent-app'],
  ['libs/controller/app/src', "import 'typeorm';", 'one-place-for-typeorm'],
  ['libs/agent/api/src', "import 'libp2p';", 'one-place-for-libp2p'],
  ['libs/qemu/core/src', "import '../../../../kernel/src/ids.ts';", 'through-the-index-qemu-core'],
];

async function refusals(folders: readonly string[]): Promise<readonly Refusal[]> {
  const run = promisify(execFile)(process.execPath, [...CRUISE, ...folders], { maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((failed: unknown) => failed as { stdout: string });
  return (JSON.parse(stdout) as { summary: { violations: readonly Refusal[] } }).summary.violations;
}

describe('the dependency graph', () => {
  it(
    'is the golden one; a wanted change is made with `npx vitest run -u test/tidy` and seen in review',
    async () => {
      await expect(await dependencyGraph()).toMatchFileSnapshot('dependency-graph.golden.txt');
    },
    TIMEOUT_MS,
  );

  it(
    'refuses every edge that the layers forbid',
    async () => {
      const folders: string[] = [];
      try {
        for (const [library, line] of FORBIDDEN) {
          const folder = await mkdtemp(`${library}/tidy-`);
          folders.push(folder);
          await writeFile(`${folder}/forbidden.ts`, `${line}\n`);
        }
        const found = await refusals(folders);
        const rules = folders.map((folder) => found.filter(({ from }) => from.startsWith(folder)).map(({ rule }) => rule.name));
        FORBIDDEN.forEach(([library, line, rule], index) => expect(rules[index], `${library}: ${line}`).toContain(rule));
      } finally {
        await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
      }
    },
    TIMEOUT_MS,
  );
});
