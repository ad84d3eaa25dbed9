/** The simulated network against a machine that only notes what it is told: what a member may rely on, and what not. */
import type { MembershipInput, MembershipOutput, MembershipView } from '@rapidvm/mesh-core';
import { describe, expect, it } from 'vitest';
import { Cluster } from './cluster.ts';
import type { CoreOptions, MemberCore } from './core.ts';

/** Dials everybody with a larger name at the start, and notes all that comes. */
class Recorder implements MemberCore {
  readonly noted: string[] = [];
  readonly #self: string;
  #send: MembershipOutput[] = [];

  constructor({ self }: CoreOptions) {
    this.#self = self;
  }

  handle(input: MembershipInput): readonly MembershipOutput[] {
    if (input.kind === 'roster') {
      return input.roster.members
        .filter(({ peerId }) => peerId > this.#self)
        .map(({ peerId, addresses }) => ({ kind: 'dial', peer: peerId, addresses }));
    }
    if (input.kind === 'received') this.noted.push(`${input.peer}: ${new TextDecoder().decode(input.message)}`);
    else if (input.kind !== 'wake') this.noted.push(`${input.kind} ${'peer' in input ? input.peer : ''}`);
    const outputs = this.#send;
    this.#send = [];
    return outputs;
  }

  view(): MembershipView {
    return { id: '', isolated: false, members: [] };
  }

  say(peer: string, text: string): void {
    this.#send.push({ kind: 'send', peer, message: new TextEncoder().encode(text) });
  }

  nextWake(): number {
    return Infinity;
  }
}

function lab(members = 2) {
  const recorders = new Map<string, Recorder>();
  const core = (options: CoreOptions): Recorder => {
    const recorder = new Recorder(options);
    recorders.set(options.self, recorder);
    return recorder;
  };
  const cluster = new Cluster({ members, seed: 1, core, watcher: { events: () => undefined } });
  cluster.start(...cluster.hosts);
  cluster.run(1);
  const say = (from: string, to: string, text: string): void => {
    recorders.get(from)?.say(to, text);
    cluster.host(from).process?.feed({ kind: 'wake' });
  };
  return { cluster, say, noted: (name: string) => recorders.get(name)?.noted ?? [], host: (name: string) => cluster.host(name) };
}

describe('the simulated network', () => {
  it('connects those who dial', () => {
    const { noted } = lab();
    expect([noted('h1'), noted('h2')]).toEqual([['linked h2'], ['linked h1']]);
  });

  it('keeps the order of messages, also when packets are lost and sent again', () => {
    const { cluster, say, noted, host } = lab();
    cluster.lose(host('h1'), 0.7, 0);
    const texts = Array.from({ length: 30 }, (_, i) => `${i}`);
    for (const text of texts) {
      say('h1', 'h2', text);
      cluster.run(0.05);
    }
    cluster.lose(host('h1'), 0, 0);
    cluster.run(60);
    expect(noted('h2').slice(1)).toEqual(texts.map((text) => `h1: ${text}`));
  });

  it('holds what is sent into a cut until a retransmission gets through', () => {
    const { cluster, say, noted, host } = lab();
    cluster.cutOneWay(host('h1'), host('h2'));
    say('h1', 'h2', 'a');
    say('h2', 'h1', 'b');
    cluster.run(2);
    expect([noted('h1').at(-1), noted('h2').at(-1)]).toEqual(['h2: b', 'linked h1']);
    cluster.joinAgain(host('h1'), host('h2'));
    cluster.run(1.4);
    expect(noted('h2').at(-1)).toBe('h1: a');
  });

  it('keeps what comes for a frozen process, and gives it all at once', () => {
    const { cluster, say, noted, host } = lab();
    cluster.freeze(host('h2'));
    say('h1', 'h2', 'a');
    say('h1', 'h2', 'b');
    cluster.run(5);
    expect(noted('h2')).toEqual(['linked h1']);
    cluster.resume(host('h2'));
    expect(noted('h2')).toEqual(['linked h1', 'h1: a', 'h1: b']);
  });

  it('drops what a full buffer does not take', () => {
    const { cluster, say, noted, host } = lab();
    cluster.freeze(host('h2'));
    for (let i = 0; i < 10; i += 1) say('h1', 'h2', 'x'.repeat(50_000));
    cluster.run(1);
    cluster.resume(host('h2'));
    cluster.run(1);
    expect(noted('h2').length).toBe(1 + 5);
    say('h1', 'h2', 'again');
    cluster.run(1);
    expect(noted('h2').at(-1)).toBe('h1: again');
  });

  it('tells of a killed process at once, and of a host without power only when it is back', () => {
    const { cluster, say, noted, host } = lab(3);
    cluster.kill(host('h2'));
    cluster.powerOff(host('h3'));
    say('h1', 'h3', 'a');
    cluster.run(60);
    expect(noted('h1')).toEqual(['linked h2', 'linked h3', 'unlinked h2']);
    cluster.powerOn(host('h3'));
    cluster.run(120);
    expect(noted('h1')).toEqual(['linked h2', 'linked h3', 'unlinked h2', 'unlinked h3']);
  });

  it('says whether a dial was refused or nobody answered', () => {
    const { cluster, noted, host } = lab(3);
    cluster.kill(host('h1'), host('h2'));
    cluster.powerOff(host('h3'));
    cluster.start(host('h1'));
    cluster.run(5);
    expect(noted('h1')).toEqual(['dial-failed h2', 'dial-failed h3']);
  });

  it('runs the same from the same seed', () => {
    const run = (): readonly string[] => {
      const { cluster, say, noted, host } = lab(3);
      cluster.lose(host('h1'), 0.5, 0);
      cluster.disorder({ duplicate: 0.5, copyLateMs: 100, reorder: 0.5, lateMs: 100 });
      for (let i = 0; i < 20; i += 1) {
        say('h1', 'h2', `${i}`);
        cluster.run(0.1);
      }
      cluster.run(100);
      return noted('h2');
    };
    const first = run();
    expect(first.length).toBeGreaterThan(21);
    expect(run()).toEqual(first);
  });
});
