import type { HostId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { encodeMeshMessage, HostTable, memberTable, SilenceDetector } from '@rapidvm/mesh-core';
import { recordingLogger, seededRng, VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { FactsInbox } from './facts-inbox.ts';
import type { OwnFacts } from './facts-publisher.ts';

const OWN_FACTS: OwnFacts = {
  inventory: {
    architecture: 'x86_64',
    cpuModel: 'cpu',
    cpus: 2,
    memoryMiB: 2048,
    operatingSystem: 'Debian 12',
    kernel: '6.1',
    qemuVersion: '7.2',
    accelerator: { kind: 'tcg', reason: 'no KVM' },
    agentVersion: '0.1.0',
    datastores: [],
  },
  load: { load1: 0, freeMemoryMiB: 1024, runningVms: 0, temperatureC: null },
  changeStamp: 0,
};

const HOST_A = asId<HostId>('0190b0a0-0000-7000-8000-00000000000a');
const HOST_B = asId<HostId>('0190b0a0-0000-7000-8000-00000000000b');
const utf8 = new TextEncoder();

const said = (hostId: HostId, version: number, beat: number): Uint8Array =>
  utf8.encode(encodeMeshMessage({ beat, facts: { ...OWN_FACTS, hostId, version: asGeneration(version) } }));

function lab() {
  const members = memberTable([
    { peerId: 'peer-a', hostId: HOST_A, addresses: [] },
    { peerId: 'controller', hostId: null, addresses: [] },
  ]);
  const clock = new VirtualTime();
  const logger = recordingLogger();
  const table = new HostTable();
  const detector = new SilenceDetector<string>({ silenceMs: 10_000, tickMs: 1000 });
  const changed: number[] = [];
  const inbox = new FactsInbox({
    members: () => members,
    table,
    detector,
    onChanged: ({ version }) => changed.push(version),
    clock,
    logger,
  });
  const state = (peerId: string): string => detector.liveness(peerId, clock.monotonic()).state;
  return { inbox, table, logger, changed, state };
}

describe('FactsInbox', () => {
  it('takes what a member says of its own host', () => {
    const { inbox, changed, state } = lab();
    expect([
      inbox.take('peer-a', said(HOST_A, 1, 1)),
      inbox.take('peer-a', said(HOST_A, 1, 2)),
      inbox.take('peer-a', said(HOST_A, 2, 1)),
    ]).toEqual(['accept', 'accept', 'accept']);
    expect(changed).toEqual([1, 2]);
    expect(state('peer-a')).toBe('seen');
  });

  it('does not take an old message for a sign of life', () => {
    const { inbox, state, table } = lab();
    table.merge({ beat: 5, facts: { ...OWN_FACTS, hostId: HOST_A, version: asGeneration(3) } });
    expect(inbox.take('peer-a', said(HOST_A, 3, 5))).toBe('ignore');
    expect(inbox.take('peer-a', said(HOST_A, 2, 9))).toBe('ignore');
    expect(state('peer-a')).toBe('never');
  });

  it('refuses who speaks for another host, and ignores who is no member', () => {
    const { inbox, table } = lab();
    expect(inbox.take('peer-a', said(HOST_B, 1, 1))).toBe('reject');
    expect(inbox.take('controller', said(HOST_A, 1, 1))).toBe('reject');
    expect(inbox.take('stranger', said(HOST_A, 1, 1))).toBe('ignore');
    expect(table.records()).toEqual([]);
  });

  it('takes 10,000 messages of random bytes, and logs one line for them', () => {
    const { inbox, logger, table } = lab();
    const rng = seededRng(42);
    const good = said(HOST_A, 1, 1);
    for (let i = 0; i < 10_000; i += 1) {
      const damaged =
        i % 2 === 0
          ? rng.bytes(Math.floor(rng.fraction() * 400))
          : Uint8Array.from(good, (byte) => (rng.fraction() < 0.02 ? byte ^ 0xff : byte));
      expect(inbox.take('peer-a', damaged)).toMatch(/reject|ignore|accept/);
    }
    expect(inbox.take('peer-a', new Uint8Array(20_000))).toBe('reject');
    inbox.reportRefusals();
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatchObject({ level: 'warn', fields: { peerId: 'peer-a' } });
    expect(inbox.take('peer-a', said(HOST_A, 9, 9))).toBe('accept');
    expect(table.get(HOST_A)?.version).toBe(9);
  });
});
