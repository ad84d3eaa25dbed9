import { mkdtemp, rm } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openControllerIdentity } from '@rapidvm/controller-identity';
import { DAY_MS, HOUR_MS, RapidError, asId } from '@rapidvm/kernel';
import type { HostId } from '@rapidvm/kernel';
import { VirtualTime, recordingLogger, seededRng } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RETRY_CAP_MS } from './limits.ts';
import { Renewal, renewAt, retryDelayMs } from './renewal.ts';

let folder: string;
let time: VirtualTime;
let issue: () => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renewal-'));
  time = new VirtualTime();
  const authority = await openControllerIdentity({ directory: folder, clock: time });
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  issue = async () => (await authority.issueForHost(asId<HostId>('h'), publicKey)).certificatePem;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('renewal', () => {
  it('is due around half of a certificate’s life', async () => {
    const certificate = await issue();
    const [early, late] = [renewAt(certificate, 0), renewAt(certificate, 1)];
    expect(early).toBeGreaterThan(time.now());
    expect(late - early).toBeGreaterThan(HOUR_MS);
    expect(late).toBeLessThan(time.now() + 5 * DAY_MS);
  });

  it('happens by itself, again and again, and tries for ever when the controller is away', async () => {
    let renewals = 0;
    let failures = 0;
    let away = false;
    let issuing: Promise<unknown> = Promise.resolve();
    /** Certificates are made by real cryptography, which takes no virtual time. */
    const pass = async (days: number): Promise<void> => {
      for (let hour = 0; hour < days * 24; hour += 1) {
        await time.advance(HOUR_MS);
        await issuing;
      }
    };
    const renew = async (): Promise<string> => {
      if (away) {
        failures += 1;
        throw new RapidError('host-unreachable', 'away', { host: 'c', since: '', cause: 'away' }, '');
      }
      renewals += 1;
      const issued = issue();
      issuing = issued;
      return issued;
    };
    const renewal = new Renewal(
      { clock: time, timers: time, rng: seededRng(3), logger: recordingLogger(), renew },
      await issue(),
    );
    await pass(30);
    expect(renewals).toBeGreaterThan(6);
    expect(renewals).toBeLessThan(14);
    away = true;
    await pass(30);
    expect(failures).toBeGreaterThan(1000);
    away = false;
    const before = renewals;
    await pass(1);
    expect(renewals).toBe(before + 1);
    renewal.close();
    expect(time.pendingTimers).toBe(0);
  });

  it('does not storm the controller when this clock is years ahead', async () => {
    const ahead = { now: () => time.now() + 3650 * DAY_MS, monotonic: () => time.monotonic() };
    let renewals = 0;
    const renew = (): Promise<string> => {
      renewals += 1;
      return issue();
    };
    const renewal = new Renewal(
      { clock: ahead, timers: time, rng: seededRng(3), logger: recordingLogger(), renew },
      await issue(),
    );
    await time.advance(10 * HOUR_MS);
    expect(renewals).toBeLessThanOrEqual(11);
    renewal.close();
  });

  it('waits longer after each failure, up to a cap', () => {
    expect(retryDelayMs(1, 0.5)).toBe(5000);
    expect(retryDelayMs(2, 0.5)).toBe(10_000);
    expect(retryDelayMs(99, 1)).toBeCloseTo(RETRY_CAP_MS * 1.2);
  });
});
