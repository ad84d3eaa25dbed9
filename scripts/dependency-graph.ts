/** The graph of libraries and apps as text, one edge a line; test/tidy holds it against its golden file. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface Cruised {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
}

const OURS = /^(libs\/.+?)\/src\/|^(apps\/[^/]+)\//;

function partOf(path: string): string | null {
  const match = OURS.exec(path);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Edges between parts of the repository, specs left out, sorted. */
export async function dependencyGraph(): Promise<string> {
  const args = [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'libs',
    'apps',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 256 * 1024 * 1024 });
  const cruised = JSON.parse(stdout) as Cruised;
  const edges = new Set<string>();
  for (const module of cruised.modules) {
    const from = partOf(module.source);
    if (from === null || module.source.endsWith('.spec.ts')) continue;
    for (const dependency of module.dependencies) {
      const to = partOf(dependency.resolved);
      if (to !== null && to !== from) edges.add(`${from} → ${to}`);
    }
  }
  return [...edges].sort().join('\n') + '\n';
}
