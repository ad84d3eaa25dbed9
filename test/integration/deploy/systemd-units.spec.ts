/** The service units: systemd itself reads them, and what they leave the processes is enough to run. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { AgentLab } from '../agent/agent-lab.ts';
import { bundleController, createDataFolder } from '../api/support/controller-process.ts';

const run = promisify(execFile);
const CHECKOUT = resolve(import.meta.dirname, '../../..');
const START_MS = 60_000;

/** What systemd says at the most: 0 is nothing left to take away, 100 is everything open. The agent must reach devices, and any folder. */
const EXPOSED_AT_MOST = { controller: 50, agent: 68 } as const;
const PARTS = ['controller', 'agent'] as const;
type Part = (typeof PARTS)[number];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-units-'));
});
afterAll(() => rm(folder, { recursive: true }));

const unitOf = (part: Part): Promise<string> => readFile(join(CHECKOUT, `deploy/systemd/rapidvm-${part}.service`), 'utf8');
const settingOf = (unit: string, name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

/** The unit as it is for a checkout that lies here: systemd looks whether its program is there. */
async function installed(part: Part): Promise<string> {
  const programs = join(folder, 'opt');
  await mkdir(join(programs, '.tools/bin'), { recursive: true });
  const unit = (await unitOf(part))
    .replaceAll('/opt/rapidvm/.tools/bin/node', process.execPath)
    .replaceAll('/opt/rapidvm', programs);
  const file = join(folder, `rapidvm-${part}.service`);
  await writeFile(file, unit);
  return file;
}

/** A program as the unit would start it: with its capabilities and file mode mask, and no way to get more. */
async function confined(part: Part, argv: readonly string[]): Promise<readonly string[]> {
  const unit = await unitOf(part);
  expect(settingOf(unit, 'NoNewPrivileges')).toBe('true');
  const kept = settingOf(unit, 'CapabilityBoundingSet')
    .split(' ')
    .map((name) => `+${name.replace('CAP_', '').toLowerCase()}`);
  const mask = ['sh', '-c', `umask ${settingOf(unit, 'UMask')}; exec "$@"`, 'sh'];
  return ['setpriv', '--no-new-privs', '--inh-caps=-all', `--bounding-set=${['-all', ...kept].join(',')}`, ...mask, ...argv];
}

describe.each(PARTS)('the unit of the %s', (part) => {
  it('is right to systemd, and closed as far as it can be', async () => {
    const file = await installed(part);
    expect(await run('systemd-analyze', ['verify', '--man=no', file])).toEqual({ stdout: '', stderr: '' });
    const threshold = `--threshold=${EXPOSED_AT_MOST[part]}`;
    const { stdout } = await run('systemd-analyze', ['security', '--offline=true', '--no-pager', threshold, file]);
    expect(stdout).toContain(`Overall exposure level for ${basename(file)}`);
  });

  it('leaves Node what it needs to compile', async () => {
    expect(settingOf(await unitOf(part), 'MemoryDenyWriteExecute')).toBe('');
  });
});

describe('what the units leave', () => {
  it(
    'is enough for the controller and its PostgreSQL, which runs as another user',
    async () => {
      const own = await createDataFolder();
      const anyPort = { host: '127.0.0.1', port: 0 };
      const file = join(own.path, 'controller.json');
      await writeFile(file, JSON.stringify({ dataDir: join(own.path, 'data'), listen: anyPort, grpc: anyPort, mesh: anyPort }));
      const [program = '', ...words] = await confined('controller', [
        process.execPath,
        await bundleController(),
        '--config',
        file,
      ]);
      const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
      let log = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
      const ended = once(child, 'exit');
      try {
        await eventually(() => {
          if (child.exitCode !== null) throw new Error(log);
          return log.includes('The controller serves');
        }, START_MS);
      } finally {
        child.kill('SIGTERM');
        await ended;
        await own.remove();
      }
      expect(child.exitCode).toBe(0);
    },
    2 * START_MS,
  );

  it(
    'is enough for the agent and its QEMUs; and restarting it leaves them alone',
    async () => {
      expect(settingOf(await unitOf('agent'), 'KillMode')).toBe('process');
      const under = await confined('agent', []);
      const lab = await AgentLab.open();
      try {
        const first = await lab.start(under);
        expect(await readFile(`/proc/${first.child.pid}/status`, 'utf8')).toMatch(/^NoNewPrivs:\s+1$/m);
        const client = await lab.client();
        const spec = lab.spec(1);
        await client.call('provisionVm', { spec, intentGeneration: 1 });
        const started = await client.call('startVm', { vmId: spec.vmId, spec, intentGeneration: 2 });
        expect(started).toMatchObject({ state: 'running' });
        await first.end('SIGTERM');
        await lab.start(under);
        const { reports } = (await client.call('listVms', {})) as unknown as { reports: readonly { state: string }[] };
        expect(reports.map(({ state }) => state)).toEqual(['running']);
        await client.call('killVm', { vmId: spec.vmId, intentGeneration: 3 });
        client.close();
      } finally {
        await lab.close();
      }
    },
    2 * START_MS,
  );
});
