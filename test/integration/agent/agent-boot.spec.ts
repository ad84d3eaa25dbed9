/** A machine that has booted may be one with a copy of the host's disk: what its agent leaves alone until a controller knows it. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AgentLab } from './agent-lab.ts';

/** A VM that its agent starts again whenever it has ended. */
const VM = 1;

let lab: AgentLab;
let ledger: string;

interface Entry {
  readonly state: string;
  readonly restarts: number;
  readonly process: { readonly pid: number };
}

const entry = async () => (JSON.parse(await readFile(ledger, 'utf8')) as { entry: Entry }).entry;
const status = () => readFile(join(lab.folder, 'data', 'status.json'), 'utf8');

async function claim(): Promise<string> {
  const path = lab.spec(VM).disks?.[0]?.file?.path ?? '';
  const folder = join(lab.folder, 'store', dirname(path));
  const [file] = (await readdir(folder)).filter((name) => name.startsWith('claim-'));
  return readFile(join(folder, file ?? ''), 'utf8');
}

/** The agent after a boot, with a VM that ran before it; the controller does not answer it yet, though it has asked. */
beforeEach(async () => {
  lab = await AgentLab.open();
  const agent = await lab.start();
  const spec = lab.spec(VM, 'always');
  ledger = join(lab.folder, 'data', 'ledger', `${spec.vmId}.json`);
  const client = await lab.client();
  await client.call('provisionVm', { spec, intentGeneration: 1 });
  await client.call('startVm', { vmId: spec.vmId, spec, intentGeneration: 2 });
  client.close();
  const { pid } = (await entry()).process;
  await agent.end('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await writeFile(ledger, (await readFile(ledger, 'utf8')).replace(/"bootId": *"[^"]*"/, '"bootId": "before"'));
  await writeFile(join(lab.folder, 'data', 'boot'), 'before');
  lab.enrolment.hearsHellos(false);
  const before = lab.enrolment.asked.length;
  await lab.start();
  await eventually(() => lab.enrolment.asked.length >= before + 2);
});
afterEach(() => lab.close());

describe('an agent on a machine that has booted', () => {
  it('leaves VMs and claims alone until a controller has taken it for the host, which a copy never is', async () => {
    expect(await entry()).toMatchObject({ state: 'running', restarts: 0 });
    expect(await claim()).toContain('hostId');
    await eventually(async () => expect(await status()).toContain('"vmsTakenUp":false'));
    lab.enrolment.hearsHellos(true);
    await eventually(async () => expect(await entry()).toMatchObject({ state: 'running', restarts: 1 }));
    await eventually(async () => expect(await status()).toContain('"vmsTakenUp":true'));
  });

  it('takes them up too when a controller calls: that has looked for the host and found this machine', async () => {
    expect(await entry()).toMatchObject({ state: 'running', restarts: 0 });
    const client = await lab.client();
    const { reports } = await client.call('listVms', {});
    expect(reports).toMatchObject([{ state: expect.stringMatching(/^(crashed|starting|running)$/) }]);
    client.close();
    await eventually(async () => expect(await entry()).toMatchObject({ state: 'running', restarts: 1 }));
  });
});
