/** Several real hosts: they join, they are missed when they go, and VMs on shared storage are not bound to one of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLab, type Lab } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await buildLab(3);
});
afterAll(() => lab?.close());

describe('three hosts', () => {
  it('are all active, each with its own address', async () => {
    const { items } = await lab.api.call('host.list', {});
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ['h1', 'active'],
      ['h2', 'active'],
      ['h3', 'active'],
    ]);
  });
});
