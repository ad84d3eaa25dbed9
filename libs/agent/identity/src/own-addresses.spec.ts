import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnAddresses } from './own-addresses.ts';

const PORTS = { agentPort: 7442, meshPort: 7443 };

let controller: Server;
let url: string;
beforeAll(async () => {
  controller = createServer((socket) => socket.destroy());
  controller.listen(0, '127.0.0.1');
  await once(controller, 'listening');
  url = `https://127.0.0.1:${(controller.address() as AddressInfo).port}`;
});
afterAll(() => controller.close());

describe('where a host can be reached', () => {
  it('is what was configured, a name as well as an address of either kind', async () => {
    const at = (advertise: string) => new OwnAddresses({ ...PORTS, advertise }).towards([]);
    expect(await at('pi.test')).toEqual({ agentAddress: 'pi.test:7442', meshAddresses: ['/dns/pi.test/tcp/7443'] });
    expect(await at('fd00::5')).toEqual({ agentAddress: '[fd00::5]:7442', meshAddresses: ['/ip6/fd00::5/tcp/7443'] });
  });

  it('is the address by which it reaches the controller; others get through to one beside it at all the machine has', async () => {
    const { agentAddress, meshAddresses } = await new OwnAddresses(PORTS).towards(['https://127.0.0.1:1', url]);
    expect(agentAddress).toBe('127.0.0.1:7442');
    expect(meshAddresses[0]).toBe('/ip4/127.0.0.1/tcp/7443');
    expect(meshAddresses.length).toBeLessThanOrEqual(8);
  });

  it('is found again when no controller answered before', async () => {
    const addresses = new OwnAddresses(PORTS);
    await addresses.towards(['https://127.0.0.1:1']);
    expect((await addresses.towards([url])).agentAddress).toBe('127.0.0.1:7442');
  });
});
