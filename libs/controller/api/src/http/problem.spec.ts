import { describe, expect, it } from 'vitest';
import { malformed } from './problem.ts';

describe('a request that can not be read', () => {
  it('is answered with the rule, and nothing that it did not hold', () => {
    expect(malformed('its body is not JSON').toRecord()).toMatchObject({
      code: 'invalid-input',
      message: 'The request can not be read: its body is not JSON',
      details: { issues: [{ field: '(request)', value: '', rule: 'its body is not JSON' }] },
    });
  });
});
