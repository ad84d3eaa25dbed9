/** Hosts say where they are: what they sign is believed, what others say in their name is not. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { helloWords, joinWords, parseJoinToken, renewWords, renewWordsV1 } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';

const again: HostId[] = [];
let lab: AppLab;
beforeAll(async () => {
  const connections = {
    setHosts: () => undefined,
    listen: () => undefined,
    again: (hostId: HostId) => void again.push(hostId),
    start: async () => undefined,
    stop: async () => undefined,
  };
  lab = await AppLab.open({ connections });
});
afterAll(() => lab.close());

const coded = (code: string, details: object = {}): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const anonymous = { caller: null, from: '192.0.2.9' };
const at = (address: string) => ({ agentAddress: `${address}:7442`, meshAddresses: [`/ip4/${address}/tcp/7443`] });

class Machine {
  readonly #privateKey: string;
  readonly publicKey: string;
  hostId = asId<HostId>('');

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    this.#privateKey = privateKey;
    this.publicKey = publicKey;
  }

  sign(words: string): string {
    return sign(null, Buffer.from(words), this.#privateKey).toString('base64');
  }

  async join(hostName: string, address: string): Promise<void> {
    const { joinToken } = await lab.call('host.invite', {});
    const { id: tokenId, secret } = parseJoinToken(joinToken);
    const words = { tokenId, hostName, publicKey: this.publicKey, ...at(address) };
    const joined = await lab.call('enrolment.join', { ...words, secret, signature: this.sign(joinWords(words)) }, anonymous);
    this.hostId = asId<HostId>(joined.hostId);
  }

  /** `claimed`: what is sent where it differs from what was signed. */
  hello(address: string, instance: string, sequence: number, claimed: object = {}, protocol = 2) {
    const { hostId, publicKey } = this;
    const words = { hostId, publicKey, instance: instance.repeat(32), sequence, protocol, ...at(address) };
    return lab.call('enrolment.hello', { ...words, signature: this.sign(helloWords(words)), ...claimed }, anonymous);
  }

  async address(): Promise<string> {
    return (await lab.call('host.get', { id: this.hostId })).agentAddress;
  }
}

let pi: Machine;
let names = 0;
beforeEach(async () => {
  pi = new Machine();
  await pi.join(`pi-${(names += 1)}`, '192.0.2.5');
  again.length = 0;
});

describe('a host that says hello', () => {
  it('is known where it is, is dialled there at once, and hears who the members are', async () => {
    const answer = await pi.hello('192.0.2.77', 'a', 1);
    expect(answer).toMatchObject({ hostName: `pi-${names}`, protocol: 2 });
    expect(answer.members.members).toContainEqual(expect.objectContaining({ addresses: ['/ip4/192.0.2.77/tcp/7443'] }));
    expect(await pi.address()).toBe('192.0.2.77:7442');
    expect(again).toEqual([pi.hostId]);
    expect(await lab.events(pi.hostId)).toEqual(['host.joined', 'host.address-changed']);
    await pi.hello('192.0.2.77', 'a', 2);
    expect(again).toHaveLength(1);
    expect(await lab.events(pi.hostId)).toHaveLength(2);
  });

  it('is believed nothing that it did not sign, and nothing twice', async () => {
    await pi.hello('192.0.2.5', 'a', 3);
    await expect(pi.hello('192.0.2.5', 'a', 4, { agentAddress: '192.0.2.66:7442' })).rejects.toEqual(coded('not-authenticated'));
    await expect(pi.hello('192.0.2.66', 'a', 3)).rejects.toEqual(coded('stale-generation', { given: 3, current: 3 }));
    const other = new Machine();
    other.hostId = pi.hostId;
    await expect(other.hello('192.0.2.66', 'a', 9)).rejects.toEqual(coded('not-authenticated', { reason: 'wrong-credentials' }));
    expect(await pi.address()).toBe('192.0.2.5:7442');
  });

  it('is refused by name while another machine with its identity answers; its own restart is not', async () => {
    await pi.hello('192.0.2.5', 'a', 1);
    lab.agent.instances.set(pi.hostId, 'a'.repeat(32));
    const refusal = pi.hello('192.0.2.66', 'b', 1);
    await expect(refusal).rejects.toEqual(coded('already-running', { owner: '192.0.2.5:7442' }));
    await expect(refusal).rejects.toThrow(`identity of pi-${names}`);
    expect(await pi.address()).toBe('192.0.2.5:7442');
    lab.agent.instances.set(pi.hostId, 'b'.repeat(32));
    await pi.hello('192.0.2.5', 'b', 1);
    lab.agent.instances.delete(pi.hostId);
    await pi.hello('192.0.2.66', 'c', 1);
    expect(await pi.address()).toBe('192.0.2.66:7442');
  });

  it('is not moved by what an earlier start of its agent said, whether the present one answers or not', async () => {
    await pi.hello('192.0.2.5', 'a', 4);
    await pi.hello('192.0.2.5', 'b', 1);
    await pi.hello('192.0.2.5', 'c', 1);
    for (const said of [2, 4])
      await expect(pi.hello('192.0.2.66', 'a', said)).rejects.toEqual(coded('stale-generation', { given: said, current: 4 }));
    expect(await pi.address()).toBe('192.0.2.5:7442');
    // It was only out of sight, and speaks again.
    await pi.hello('192.0.2.7', 'a', 5);
    expect(await pi.address()).toBe('192.0.2.7:7442');
    await expect(pi.hello('192.0.2.66', 'c', 1)).rejects.toEqual(coded('stale-generation', { given: 1, current: 1 }));
  });

  it('is refused with what to do when its agent is too old, and let in when it is one version behind', async () => {
    await expect(pi.hello('192.0.2.5', 'a', 1, {}, 0)).rejects.toEqual(coded('unsupported', { need: 'protocol 1 or newer' }));
    await pi.hello('192.0.2.5', 'a', 1, {}, 1);
    expect(await lab.call('host.get', { id: pi.hostId })).toMatchObject({ protocol: 1 });
    const words = { hostId: pi.hostId, publicKey: pi.publicKey };
    const renewal = { ...words, ...at('192.0.2.66'), signature: pi.sign(renewWordsV1(words)) };
    await lab.call('enrolment.renew', renewal, anonymous);
    expect(await pi.address()).toBe('192.0.2.5:7442');
    await lab.call(
      'enrolment.renew',
      { ...renewal, signature: pi.sign(renewWords({ ...words, ...at('192.0.2.66') })) },
      anonymous,
    );
    expect(await pi.address()).toBe('192.0.2.66:7442');
  });

  it('learns that it was removed', async () => {
    await lab.ended((await lab.call('host.remove', { id: pi.hostId })).task);
    await expect(pi.hello('192.0.2.5', 'a', 1)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
  });
});
