import { describe, expect, it } from 'vitest';
import { noteOf } from './notes.ts';

const STYLE = { colour: false, nowMs: Date.parse('2026-01-01T00:00:00.000Z') };

describe('the note beside an invitation', () => {
  const note = (urls: string): string | null =>
    noteOf(
      'host.invite',
      { command: '( … )', joinToken: `rvmjoin1:x:y:z@${urls}`, expiresAt: '2026-01-01T01:00:00.000Z' },
      {},
      STYLE,
    );

  it('says what the line is for, how long, and that it is a secret', () => {
    expect(note('https://192.0.2.7:8443,https://127.0.0.1:8443')).toBe(
      'Paste this line as root on the new machine. It is for one machine and 60 minutes, and is a secret: whoever uses it first is in.',
    );
  });

  it('warns where no other machine would find the controller', () => {
    expect(note('https://127.0.0.1:8443')).toContain('names no address that other machines reach');
    expect(note('https://localhost:8443,https://[::1]:8443')).toContain('names no address');
  });
});
