/** An agent that starts while datastores of it hang: real agent process, real QEMU, folders that the kernel answers nothing of. */
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
/** Two: with the four threads that Node has unless told otherwise, they would take every file from the agent. */
const HANGING = ['nas', 'old-nas'] as const;
const hung: HungFolder[] = [];

beforeAll(async () => {
  lab = await AgentLab.open();
  const folders = Object.fromEntries(HANGING.map((name) => [name, join(lab.folder, name)]));
  for (const folder of Object.values(folders)) await mkdir(folder, { mode: 0o755 });
  const config = join(lab.folder, 'agent.json');
  const given = JSON.parse(await readFile(config, 'utf8')) as { datastores: object };
  await writeFile(config, JSON.stringify({ ...given, datastores: { ...given.datastores, ...folders } }));
});
afterAll(async () => {
  client?.close();
  for (const folder of hung) await folder.thaw();
  await lab.close();
});

const datastores = async (): Promise<readonly string[]> => {
  const { inventory } = (await client.call('describe', {})) as unknown as agentV1.HostFacts__Output;
  return (inventory?.datastores ?? []).map(({ name }) => name).toSorted();
};

it('comes up, finds its VMs, works with its other datastore, and takes up those that hung when they answer', async () => {
  let agent = await lab.start();
  client = await lab.client();
  const running = lab.spec(1);
  await client.call('provisionVm', { spec: running, intentGeneration: 1 });
  await client.call('startVm', { vmId: running.vmId, spec: running, intentGeneration: 2 });
  await agent.end('SIGKILL');

  for (const name of HANGING) hung.push(await HungFolder.hang(join(lab.folder, name)));
  agent = await lab.start();
  expect(await client.call('listVms', {})).toMatchObject({ reports: [{ vmId: running.vmId, state: 'running' }] });
  expect(await eventually(() => datastores().catch(() => undefined))).toEqual(['local']);
  for (const datastore of HANGING) {
    for (const message of ['The folder of a datastore does not answer', 'A datastore does not answer'])
      expect(agent.log).toContainEqual(expect.objectContaining({ message, datastore }));
  }
  expect(agent.log).toContainEqual(expect.objectContaining({ reason: 'each VM runs as a user of its own' }));
  const other = lab.spec(2);
  await client.call('provisionVm', { spec: other, intentGeneration: 1 });
  expect(await client.call('startVm', { vmId: other.vmId, spec: other, intentGeneration: 2 })).toMatchObject({
    state: 'running',
  });

  for (const folder of hung) await folder.thaw();
  const all = ['local', ...HANGING];
  expect(
    await eventually(async () => ((await datastores()).length === all.length ? datastores() : undefined), MINUTE_MS),
  ).toEqual(all);
  for (const { vmId } of [running, other]) await client.call('killVm', { vmId, intentGeneration: 3 });
});
