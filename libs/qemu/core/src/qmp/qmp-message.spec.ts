import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeQmpCommand, parseQmpLine } from './qmp-message.ts';

const MALFORMED_INPUTS = 10_000;

describe('parseQmpLine', () => {
  it.each([
    [
      '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"}, "capabilities": ["oob"]}}',
      { kind: 'greeting', version: '7.2.22' },
    ],
    ['{"return": {}, "id": 3}', { kind: 'return', id: 3, value: {} }],
    ['{"return": []}', { kind: 'return', id: null, value: [] }],
    [
      '{"id": 4, "error": {"class": "CommandNotFound", "desc": "The command x has not been found"}}',
      { kind: 'error', id: 4, errorClass: 'CommandNotFound', description: 'The command x has not been found' },
    ],
    [
      '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-shutdown"}}',
      { kind: 'event', name: 'SHUTDOWN', data: { guest: true, reason: 'guest-shutdown' } },
    ],
    ['{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}', { kind: 'event', name: 'STOP', data: {} }],
  ])('reads %s', (line, message) => {
    expect(parseQmpLine(line)).toEqual({ ok: true, value: message });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    '{"QMP": 1}',
    '{"event": 1}',
    '{"error": {"class": 1}}',
    '{"QMP": {"version": {"qemu": {}}}}',
  ])('refuses %j with a code', (line) => {
    const result = parseQmpLine(line);
    expect(result).toMatchObject({ ok: false, error: { code: 'qmp-protocol' } });
  });

  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    fc.record({ QMP: fc.anything() }).map((value) => JSON.stringify(value)),
    fc.record({ event: fc.jsonValue(), data: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    fc.record({ error: fc.jsonValue(), id: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    fc.record({ return: fc.jsonValue(), id: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    fc.tuple(fc.json(), fc.nat()).map(([text, end]) => text.slice(0, end % (text.length + 1))),
  );

  it(`never throws on any of ${MALFORMED_INPUTS} malformed lines`, () => {
    fc.assert(
      fc.property(garbage, (line) => {
        const result = parseQmpLine(line);
        if (!result.ok) expect(result.error.code).toBe('qmp-protocol');
      }),
      { numRuns: MALFORMED_INPUTS },
    );
  });
});

describe('encodeQmpCommand', () => {
  it('makes one line, whatever the arguments hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (args) => {
        const line = encodeQmpCommand(1, 'cont', args);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(JSON.parse(line)).toMatchObject({ execute: 'cont', id: 1 });
      }),
    );
  });
});
