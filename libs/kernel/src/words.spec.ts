import { describe, expect, it } from 'vitest';
import { notFound } from './errors.ts';
import { anyOf, counted, eventWords, kindWord, sentence, thingWords, workWords } from './words.ts';

describe('words', () => {
  it('call things what people call them', () => {
    expect(['vm', 'host', 'token', 'toString'].map(kindWord)).toEqual(['VM', 'host', 'API token', 'toString']);
    expect(thingWords('vm', 'web1')).toBe('VM named web1');
    expect(thingWords('route', 'GET /x')).toBe('route GET /x');
  });

  it('tell work and events in plain words', () => {
    expect(['vm.create', 'host.remove', 'image.register'].map(workWords)).toEqual(['create VM', 'remove host', 'register image']);
    expect(['vm.state-changed', 'task.ended'].map(eventWords)).toEqual(['VM state changed', 'task ended']);
  });

  it('say what there is not', () => {
    expect(notFound('vm', 'web1')).toMatchObject({
      message: 'There is no VM named web1',
      details: { kind: 'vm', id: 'web1' },
      hint: 'List the VMs to see which there are',
    });
    const id = '01980000-0000-7000-8000-000000000000';
    expect(notFound('user', id).message).toBe(`There is no account with the id ${id}`);
    expect(notFound('route', 'GET /x').message).toBe('There is no route GET /x');
  });

  it('names a choice', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(anyOf)).toEqual(['', 'a', 'a or b', 'a, b or c']);
  });

  it('counts as people do', () => {
    expect([0, 1, 2].map((count) => counted(count, 'VM'))).toEqual(['0 VMs', '1 VM', '2 VMs']);
    expect(counted(2, 'process', 'processes')).toBe('2 processes');
    expect(sentence('create VM hello')).toBe('Create VM hello');
  });
});
