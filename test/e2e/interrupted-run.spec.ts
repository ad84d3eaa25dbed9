/** A run of tests that is killed takes its products along, which are made to survive whoever started them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { z } from 'zod';
import { processesOf } from './harness/processes.ts';

/** Milliseconds for a product to build and come up on a busy machine. */
const STARTED_MS = 300_000;
const GONE_MS = 30_000;
const said = z.object({ dataDir: z.string(), runFolder: z.string() });

let runner: ChildProcess | null = null;
afterEach(() => {
  runner?.kill('SIGKILL');
});

const isGone = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    () => true,
  );

it(
  'leaves no QEMU, agent, controller, database or file behind',
  async () => {
    const words = [join(import.meta.dirname, 'product-to-kill.ts')];
    const started = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    runner = started;
    const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
    const { dataDir, runFolder } = said.parse(JSON.parse(line));
    const { controller, agent, postgres, qemu } = await processesOf(dataDir);
    const pids = [controller, agent, postgres, ...qemu.values()];
    expect(pids).toHaveLength(4);
    expect(pids).not.toContain(null);
    started.kill('SIGKILL');
    await eventually(async () => (await Promise.all(pids.map((pid) => isGone(`/proc/${pid}`)))).every(Boolean), GONE_MS);
    await eventually(() => isGone(runFolder), GONE_MS);
  },
  STARTED_MS,
);
