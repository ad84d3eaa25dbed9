import { describe, expect, it } from 'vitest';
import { ReleaseChord } from './release-chord.ts';

const down = (key: string, held = '') => ({
  type: 'keydown',
  key,
  ctrlKey: held.includes('c') || key === 'Control',
  altKey: held.includes('a') || key === 'Alt',
});
const up = (key: string) => ({ ...down(key), type: 'keyup' });

describe('leaving a console', () => {
  it.each([
    [[down('Control'), down('Alt', 'c'), up('Alt')], true],
    [[down('Alt'), down('Control', 'a'), up('Control')], true],
    [[down('Control'), up('Control')], false],
    [[down('Control'), down('Alt', 'c'), down('Delete', 'ca'), up('Delete'), up('Alt')], false],
    [[down('Control'), down('c', 'c'), up('c'), up('Control')], false],
  ])('%#', (events, leaves) => {
    const chord = new ReleaseChord();
    expect(events.map((event) => chord.sees(event)).includes(true)).toBe(leaves);
  });
});
