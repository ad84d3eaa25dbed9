import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeConfigs, type Wiring } from './configs.ts';
import { dataLayout } from './data-layout.ts';
import { portsFrom } from './ports.ts';

let wiring: Wiring;

beforeEach(async () => {
  const layout = dataLayout(await mkdtemp(join(tmpdir(), 'configs-')));
  wiring = { layout, ports: portsFrom(8443), listen: '0.0.0.0', database: null, urlFile: null };
});
afterEach(async () => {
  await rm(wiring.layout.root, { recursive: true });
});

const read = async (file: string): Promise<object> => JSON.parse(await readFile(file, 'utf8')) as object;
const change = async (file: string, changes: object): Promise<void> =>
  writeFile(file, JSON.stringify({ ...(await read(file)), ...changes }));

describe('the configuration files', () => {
  it('are written anew, and what people added to them stays', async () => {
    const { agentConfig, controllerConfig, datastore } = wiring.layout;
    await writeConfigs(wiring);
    expect(await read(agentConfig)).toMatchObject({ listen: { host: '0.0.0.0', port: 8446 }, datastores: { local: datastore } });

    await change(agentConfig, { datastores: { nas: 'nfs://nas.example/vms', local: '/elsewhere' }, advertise: 'pi.example' });
    await change(controllerConfig, { names: ['cluster.example'], webRoot: '/of/an/earlier/checkout' });
    const before = await read(controllerConfig);
    await writeConfigs({ ...wiring, ports: portsFrom(9443) });

    expect(await read(agentConfig)).toMatchObject({
      listen: { port: 9446 },
      datastores: { nas: 'nfs://nas.example/vms', local: datastore },
      advertise: 'pi.example',
    });
    const after = await read(controllerConfig);
    expect(after).toMatchObject({ listen: { port: 9443 }, names: ['cluster.example'] });
    expect(after).not.toMatchObject({ webRoot: Reflect.get(before, 'webRoot') });
  });

  it.each(['{"datastores": {', '{"datastores": "/x"}'])('are not overwritten when they can not be read: %s', async (text) => {
    await writeConfigs(wiring);
    await writeFile(wiring.layout.agentConfig, text);
    await expect(writeConfigs(wiring)).rejects.toMatchObject({
      code: 'corrupt-file',
      details: { path: wiring.layout.agentConfig },
    });
    expect(await readFile(wiring.layout.agentConfig, 'utf8')).toBe(text);
  });
});
