import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentLab } from './agent-lab.ts';
import type { LabClient } from './agent-lab.ts';

let lab: AgentLab;
let client: LabClient;

beforeAll(async () => {
  lab = await AgentLab.open();
  await lab.start();
  client = await lab.client();
}, 60_000);

afterAll(async () => {
  client.close();
  await lab.close();
});

describe('an agent process', { timeout: 60_000 }, () => {
  it('joins, then creates, starts, stops and removes a VM', async () => {
    expect(lab.enrolment.asked).toEqual(['/api/v1/enrolment/join']);
    const spec = lab.spec(1);
    const { vmId } = spec;
    expect(await client.call('provisionVm', { spec, intentGeneration: 1 })).toMatchObject({
      vmId,
      state: 'stopped',
      intentGeneration: 1,
    });
    expect(await client.call('startVm', { vmId, spec, intentGeneration: 2 })).toMatchObject({
      state: 'running',
      intentGeneration: 2,
    });
    expect(await client.call('stopVm', { vmId, intentGeneration: 3, graceSeconds: 30 })).toMatchObject({ state: 'stopped' });
    expect(await client.call('removeVm', { vmId, intentGeneration: 4 })).toMatchObject({ state: 'destroyed' });
    expect(await client.call('listVms', {})).toMatchObject({ reports: [] });
  });
});
