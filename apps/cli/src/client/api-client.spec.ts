import { describe, expect, it } from 'vitest';
import { buildRequest } from './api-client.ts';

const SERVER = new URL('https://controller:7080');

describe('buildRequest', () => {
  it('puts path fields into the path and the rest into the query of reads', () => {
    const { method, url, body } = buildRequest(SERVER, 'vm.list', { states: ['running', 'paused'], limit: 5, name: undefined });
    expect([method, url.href, body]).toEqual([
      'GET',
      'https://controller:7080/api/v1/vms?states=running%2Cpaused&limit=5',
      undefined,
    ]);
    expect(buildRequest(SERVER, 'vm.get', { id: '../x' }).url.pathname).toBe('/api/v1/vms/..%2Fx');
  });

  it('puts the rest into the body of changes', () => {
    const { method, url, body } = buildRequest(SERVER, 'vm.stop', { id: 'abc', graceSeconds: 5 });
    expect([method, url.pathname, body]).toEqual(['POST', '/api/v1/vms/abc/stop', '{"graceSeconds":5}']);
    expect(buildRequest(SERVER, 'vm.delete', { id: 'abc' })).toMatchObject({ method: 'DELETE', body: undefined });
  });
});
