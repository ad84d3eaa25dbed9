import { describe, expect, it } from 'vitest';
import { RELAY_FAN_OUT } from './limits.ts';
import { newLink } from './link.ts';
import { newsOf, spread } from './news.ts';

const KEY = 77;
const [WHOLE, NAMED] = [newsOf('down-set', KEY), newsOf('refresh', KEY)];

function linksOf(count: number): readonly ReturnType<typeof newLink>[] {
  return Array.from({ length: count }, (_, index) => ({ ...newLink(`peer-${index}`, 0), linked: true }));
}

describe('urgent news', () => {
  it('goes to a few at once, and is named to all others but the one that told it', () => {
    const links = linksOf(10);
    const [from, ...others] = links;
    from?.pending.add(NAMED);
    expect(spread(WHOLE, links, { from: from ?? null, urgent: true, fanAt: 0.5 })).toBe(true);
    expect(others.filter(({ pending, urgent }) => urgent && pending.has(WHOLE))).toHaveLength(RELAY_FAN_OUT);
    expect(others.filter(({ pending, urgent }) => !urgent && pending.has(NAMED))).toHaveLength(others.length - RELAY_FAN_OUT);
    expect(from?.pending.size).toBe(0);
  });
});

describe('other news', () => {
  it('goes to a few, with what they are told next', () => {
    const links = linksOf(10);
    expect(spread(NAMED, links, { from: links[0] ?? null, urgent: false, fanAt: 0.5 })).toBe(false);
    expect(links.filter(({ pending }) => pending.has(NAMED))).toHaveLength(RELAY_FAN_OUT);
    expect(links.filter(({ urgent }) => urgent)).toEqual([]);
  });
});
