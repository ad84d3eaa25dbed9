import { createHash } from 'node:crypto';
import { access, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile } from '../shared/file-lock.ts';
import { run } from '../shared/run.ts';
import { AGENT_PROGRAM, CHECKOUT, CLI_PROGRAM, CONTROLLER_PROGRAM, DIST, NPM_CLI, WEB_ROOT } from './checkout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import { saidToGoOn, type Say } from './progress.ts';

/** What the build is made from. Specs and docs are not part of it. */
const SOURCES = [
  'apps',
  'libs',
  'proto',
  'package.json',
  'package-lock.json',
  'angular.json',
  'tsconfig.base.json',
  'tsconfig.node.json',
];
const STAMP = join(DIST, 'build.stamp');

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const lists = entries.map(async (entry) => {
    if (entry.name === 'node_modules' || entry.name.endsWith('.spec.ts') || entry.name.endsWith('.md')) return [];
    const child = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(child) : [child];
  });
  return (await Promise.all(lists)).flat();
}

/** A name for the content of all sources: it changes when a build would give something else. */
export async function sourceStamp(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(CHECKOUT, source);
    const files = source.includes('.') ? [path] : (await filesBelow(path)).sort();
    for (const file of files)
      hash
        .update(file.slice(CHECKOUT.length))
        .update('\0')
        .update(await readFile(file));
  }
  return hash.digest('hex');
}

/**
 * Names for what controller and agent are in dist/ now; each changes with what its program is made of. The controller's covers the web pages: it
 * serves them. To be asked after `ensureBuilt`.
 */
export async function builtPrograms(): Promise<{ readonly controller: string; readonly agent: string }> {
  const nameOf = async (...files: string[]): Promise<string> => {
    const hash = createHash('sha256');
    for (const file of files) hash.update(await readFile(file));
    return hash.digest('hex');
  };
  return { controller: await nameOf(CONTROLLER_PROGRAM, join(WEB_ROOT, 'index.html')), agent: await nameOf(AGENT_PROGRAM) };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function isBuilt(stamp: string): Promise<boolean> {
  if (!(await exists(STAMP)) || (await readFile(STAMP, 'utf8')) !== stamp) return false;
  return (await Promise.all([CONTROLLER_PROGRAM, AGENT_PROGRAM, CLI_PROGRAM, join(WEB_ROOT, 'index.html')].map(exists))).every(
    Boolean,
  );
}

/**
 * Builds controller, agent, command line and web pages into dist/ unless they are there and of these sources. With RAPIDVM_NO_BUILD=1 in the
 * environment dist/ is taken as it is: for people who work on the sources, and for packages without them.
 */
export async function ensureBuilt(say: Say): Promise<void> {
  if (process.env['RAPIDVM_NO_BUILD'] === '1') return;
  const stamp = await sourceStamp();
  if (await isBuilt(stamp)) return;
  await mkdir(DIST, { recursive: true });
  const lock = await lockFile(join(DIST, 'build.lock'), { what: 'building', waitSeconds: LAUNCHER_LIMITS.buildWaitSeconds, say });
  try {
    if (await isBuilt(stamp)) return;
    const why = (await exists(STAMP)) ? 'the sources are others than those of dist/' : 'they are not built yet';
    say(`building controller, agent, command line and web pages: ${why}; this takes minutes`);
    const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', CI: 'true' };
    await saidToGoOn('building', say, () => run([process.execPath, NPM_CLI, 'run', 'build'], { cwd: CHECKOUT, env }));
    await writeFile(STAMP, stamp);
  } finally {
    await lock.release();
  }
}
