import { describe, expect, it } from 'vitest';
import { IdentityWatch } from './identity-watch.ts';
import { IMPOSTOR_SILENCE_MS } from './limits.ts';

const known = (incarnation: number, nonce: number) => ({ key: 7, incarnation, nonce });

describe('identity watch', () => {
  it('takes a restart for what it is', () => {
    const watch = new IdentityWatch();
    expect(watch.hear(known(0, 0), known(10, 1), 0)).toBe(false);
    expect(watch.hear(known(10, 1), known(20, 2), 100)).toBe(false);
    expect(watch.hear(known(20, 2), known(30, 3), 200)).toBe(false);
  });

  it('takes a late copy of what an earlier process said for no second voice', () => {
    const watch = new IdentityWatch();
    watch.hear(known(10, 1), known(20, 2), 0);
    expect(watch.hear(known(20, 2), known(10, 1), IMPOSTOR_SILENCE_MS)).toBe(false);
  });

  it('notices two voices in one life', () => {
    expect(new IdentityWatch().hear(known(10, 1), known(10, 2), 0)).toBe(true);
  });

  it('notices two that take each other’s place, and says so once in a while', () => {
    const watch = new IdentityWatch();
    expect(watch.hear(known(10, 1), known(20, 2), 0)).toBe(false);
    expect(watch.hear(known(20, 2), known(21, 1), 10)).toBe(true);
    expect(watch.hear(known(21, 1), known(22, 2), 20)).toBe(false);
    expect(watch.hear(known(22, 2), known(23, 1), 10 + IMPOSTOR_SILENCE_MS)).toBe(true);
  });

  it('forgets who is no member', () => {
    const watch = new IdentityWatch();
    watch.hear(known(10, 1), known(20, 2), 0);
    watch.retain(() => false);
    expect(watch.hear(known(20, 2), known(21, 1), 10)).toBe(false);
  });
});
