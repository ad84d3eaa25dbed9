import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ownerFrom, portsFrom, requireFree } from './ports.ts';

describe('ports', () => {
  it('are five in a row', () => {
    expect(portsFrom(8443)).toEqual({ web: 8443, grpc: 8444, controllerMesh: 8445, agent: 8446, agentMesh: 8447 });
  });

  it.each([0, -1, 1.5, Number.NaN, 65_532, 70_000])('cannot begin at %s', (first) => {
    expect(() => portsFrom(first)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('that are taken are refused with the name of who has them', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(requireFree(portsFrom(Math.min(port, 65_531)), '127.0.0.1')).rejects.toMatchObject({
      code: 'in-use',
      details: { id: String(port), usedBy: [expect.stringContaining(`process ${process.pid}`)] },
    });
    server.close();
  });

  it('that RapidVM has itself are known as such, with how to free them', () => {
    const words = [
      '/opt/node',
      '--flag',
      '/opt/rapidvm/dist/controller/main.js',
      '--config',
      '/srv/vm/config/controller.json',
      '',
    ];
    expect(ownerFrom('7', 'node-MainThread', words)).toEqual({
      who: "another RapidVM's controller (process 7), with its data in /srv/vm",
      stop: 'Stop it with ./rapidvm down --data /srv/vm',
    });
    expect(ownerFrom('7', 'nginx', ['nginx', '--config', '/etc/nginx'])).toMatchObject({ who: 'nginx (process 7)' });
  });
});
