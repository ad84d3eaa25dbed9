import type { HostFacts } from '@rapidvm/domain';
import { asGeneration, asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_BYTES } from './limits.ts';
import { decodeMeshMessage, encodeMeshMessage } from './mesh-message.ts';

const FACTS: HostFacts = {
  hostId: asId('0190b0a0-0000-7000-8000-000000000001'),
  version: asGeneration(3),
  inventory: {
    architecture: 'aarch64',
    cpuModel: 'Cortex-A76',
    cpus: 4,
    memoryMiB: 8192,
    operatingSystem: 'Debian 12',
    kernel: '6.1',
    qemuVersion: '7.2.0',
    accelerator: { kind: 'kvm', reason: 'KVM works' },
    agentVersion: '0.1.0',
    datastores: [{ name: 'local', id: null, totalBytes: 2 ** 40, freeBytes: 2 ** 39 }],
  },
  load: { load1: 0.25, freeMemoryMiB: 4096, runningVms: 2, temperatureC: null },
  changeStamp: 17,
};

describe('mesh message', () => {
  it('comes back as it was sent', () => {
    expect(decodeMeshMessage(encodeMeshMessage({ beat: 5, facts: FACTS }))).toEqual({
      ok: true,
      value: { beat: 5, facts: FACTS },
    });
    expect(decodeMeshMessage(encodeMeshMessage({ beat: 0, facts: null }))).toEqual({ ok: true, value: { beat: 0, facts: null } });
  });

  it('drops fields of a newer sender', () => {
    const newer = JSON.stringify({ v: 1, beat: 1, facts: { ...FACTS, colour: 'red' }, more: true });
    expect(decodeMeshMessage(newer)).toEqual({ ok: true, value: { beat: 1, facts: FACTS } });
  });

  it.each([
    ['a message of another wire version', { v: 2, beat: 1, facts: null }, 'v'],
    ['a host id that is none', { v: 1, beat: 1, facts: { ...FACTS, hostId: '../etc' } }, 'facts.hostId'],
    ['a negative version', { v: 1, beat: 1, facts: { ...FACTS, version: -1 } }, 'facts.version'],
    ['a version that is not whole', { v: 1, beat: 1, facts: { ...FACTS, version: 1.5 } }, 'facts.version'],
    [
      'a text that is too long',
      { v: 1, beat: 1, facts: { ...FACTS, inventory: { ...FACTS.inventory, kernel: 'x'.repeat(300) } } },
      'facts.inventory.kernel',
    ],
    ['no object at all', 'hello', 'message'],
  ])('refuses %s and names the field', (_what, body, field) => {
    const decoded = decodeMeshMessage(JSON.stringify(body));
    expect(decoded.ok ? [] : decoded.error.details.issues.map((issue) => issue.field)).toEqual([field]);
  });

  it('refuses what is too large, before it parses it', () => {
    const decoded = decodeMeshMessage(' '.repeat(MAX_MESSAGE_BYTES + 1));
    expect(decoded.ok).toBe(false);
    const name = 'ü'.repeat(250);
    const datastores = Array.from({ length: 64 }, () => ({ name, id: null, totalBytes: 1, freeBytes: 1 }));
    const large = { ...FACTS, inventory: { ...FACTS.inventory, datastores } };
    expect(() => encodeMeshMessage({ beat: 0, facts: large })).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
  });

  it('takes 10,000 malformed messages without throwing', () => {
    const good = encodeMeshMessage({ beat: 5, facts: FACTS });
    const damaged = fc
      .tuple(fc.nat(good.length - 1), fc.nat(20), fc.string({ maxLength: 8 }))
      .map(([at, cut, put]) => good.slice(0, at) + put + good.slice(at + cut));
    const wrongValue = fc
      .tuple(fc.constantFrom('v', 'beat', 'facts'), fc.jsonValue())
      .map(([key, value]) => JSON.stringify({ ...JSON.parse(good), [key]: value }));
    fc.assert(
      fc.property(fc.oneof(damaged, wrongValue, fc.json(), fc.string({ unit: 'binary' })), (garbage) => {
        const decoded = decodeMeshMessage(garbage);
        if (!decoded.ok) expect(decoded.error.details.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 10_000 },
    );
  });

  it('takes deep nesting and prototype keys', () => {
    expect(decodeMeshMessage('['.repeat(MAX_MESSAGE_BYTES)).ok).toBe(false);
    expect(decodeMeshMessage('{"__proto__":{"v":1},"constructor":1}').ok).toBe(false);
  });
});
