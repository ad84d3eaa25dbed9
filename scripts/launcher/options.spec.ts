import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { notNow } from './up.ts';

describe('options of up', () => {
  it.each(['abc', '0', '70000', '1.5'])('refuse port %s before anything is installed or built', (port) => {
    expect(() => parseOptions('up', ['--port', port])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('that differ from what runs are named, those left out are not', () => {
    const settings = { port: 8443, listen: '0.0.0.0', databaseUrlFile: null };
    const state = { version: 1 as const, ...settings, helloMade: true, resume: [], stopped: false };
    expect(notNow(parseOptions('up', []), state)).toEqual([]);
    expect(notNow(parseOptions('up', ['--port', '8443']), state)).toEqual([]);
    expect(notNow(parseOptions('up', ['--port', '9443', '--listen', '127.0.0.1']), state)).toEqual([
      '--port 9443',
      '--listen 127.0.0.1',
    ]);
  });
});
