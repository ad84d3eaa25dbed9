/** An agent that starts while a datastore of it hangs: real agent process, real QEMU, a folder that the kernel answers nothing of. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { agentV1 } from '@rapidvm/contracts';
import { MINUTE_MS } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AgentLab } from './agent-lab.ts';
import type { LabClient } from './agent-lab.ts';
import { HungFolder } from './hung-folder.ts';

let lab: AgentLab;
let client: LabClient;
let nas: string;
let hung: HungFolder | undefined;

beforeAll(async () => {
  lab = await AgentLab.open();
  nas = join(lab.folder, 'nas');
  await mkdir(nas, { mode: 0o755 });
  const config = join(lab.folder, 'agent.json');
  const given = JSON.parse(await readFile(config, 'utf8')) as { datastores: object };
  await writeFile(config, JSON.stringify({ ...given, datastores: { ...given.datastores, nas } }));
});
afterAll(async () => {
  client?.close();
  await hung?.thaw();
  await lab.close();
});

const datastores = async (): Promise<readonly string[]> => {
  const { inventory } = (await client.call('describe', {})) as unknown as agentV1.HostFacts__Output;
  return (inventory?.datastores ?? []).map(({ name }) => name).toSorted();
};

it('comes up, finds its VMs, works with its other datastores, and takes up the one that hung when it answers', async () => {
  let agent = await lab.start();
  client = await lab.client();
  const running = lab.spec(1);
  await client.call('provisionVm', { spec: running, intentGeneration: 1 });
  await client.call('startVm', { vmId: running.vmId, spec: running, intentGeneration: 2 });
  await agent.end('SIGKILL');

  hung = await HungFolder.hang(nas);
  agent = await lab.start();
  expect(await client.call('listVms', {})).toMatchObject({ reports: [{ vmId: running.vmId, state: 'running' }] });
  expect(await eventually(() => datastores().catch(() => undefined))).toEqual(['local']);
  for (const message of ['The folder of a datastore does not answer', 'A datastore does not answer'])
    expect(agent.log).toContainEqual(expect.objectContaining({ message, datastore: 'nas' }));
  expect(agent.log).toContainEqual(expect.objectContaining({ reason: 'each VM runs as a user of its own' }));
  const other = lab.spec(2);
  await client.call('provisionVm', { spec: other, intentGeneration: 1 });
  expect(await client.call('startVm', { vmId: other.vmId, spec: other, intentGeneration: 2 })).toMatchObject({
    state: 'running',
  });

  await hung.thaw();
  expect(await eventually(async () => ((await datastores()).length === 2 ? datastores() : undefined), MINUTE_MS)).toEqual([
    'local',
    'nas',
  ]);
  for (const { vmId } of [running, other]) await client.call('killVm', { vmId, intentGeneration: 3 });
});
