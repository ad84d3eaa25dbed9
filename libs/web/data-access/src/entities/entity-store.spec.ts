import { RapidError } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { EntityStore } from './entity-store.ts';

interface Thing {
  readonly id: string;
  readonly size: number;
}

const thing = (id: string, size = 1): Thing => ({ id, size });

describe('a store of rows', () => {
  it('keeps the identity of what did not change', () => {
    const store = new EntityStore<Thing>();
    store.replaceAll([thing('a'), thing('b')]);
    const before = store.get('a');
    store.replaceAll([thing('a'), thing('b', 2)]);
    expect(store.get('a')).toBe(before);
    expect(store.get('b')).toEqual(thing('b', 2));
  });

  it('takes out what was asked for and did not come, and nothing else', () => {
    const store = new EntityStore<Thing>();
    store.replaceAll([thing('a'), thing('b'), thing('c')]);
    store.refreshed(['a', 'b'], [thing('b', 5)]);
    expect(store.all()).toEqual([thing('b', 5), thing('c')]);
  });

  it('never puts a command’s answer over what was read since', () => {
    const store = new EntityStore<Thing>();
    store.replaceAll([thing('a', 9)]);
    store.addMissing([thing('a', 1), thing('b', 1)]);
    expect(store.all()).toEqual([thing('a', 9), thing('b', 1)]);
  });

  it('keeps the newest by id', () => {
    const store = new EntityStore<Thing>();
    store.replaceAll([thing('3'), thing('1'), thing('2')]);
    store.keepNewest(2);
    expect(store.all().map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('shows a failure only while there is nothing to show', () => {
    const store = new EntityStore<Thing>();
    const error = new RapidError('internal', 'x', { cause: 'y' }, 'z');
    store.failed(error);
    expect(store.load()).toEqual({ phase: 'failed', error });
    store.replaceAll([]);
    store.failed(error);
    expect(store.load().phase).toBe('ready');
  });
});
