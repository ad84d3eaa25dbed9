import { describe, expect, it } from 'vitest';
import { httpRequest } from './http-request.ts';
import { ROUTES } from './routes.ts';

describe('a request', () => {
  it('puts ids into the path and the rest into the query of a GET, lists with plain commas', () => {
    expect(httpRequest(ROUTES['vm.list'], { limit: 2, ids: ['a', 'b'], search: 'x&y', name: undefined })).toEqual({
      method: 'GET',
      url: '/api/v1/vms?limit=2&ids=a,b&search=x%26y',
    });
    expect(httpRequest(ROUTES['vm.get'], { id: 'a/b' })).toEqual({ method: 'GET', url: '/api/v1/vms/a%2Fb' });
  });

  it('puts the rest into the body of a change, without what is in the path', () => {
    expect(httpRequest(ROUTES['vm.stop'], { id: '7', graceSeconds: 5 })).toEqual({
      method: 'POST',
      url: '/api/v1/vms/7/stop',
      body: '{"graceSeconds":5}',
    });
  });
});
