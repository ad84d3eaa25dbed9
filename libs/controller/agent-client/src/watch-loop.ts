/** Listens to one host for ever: one stream, given up when it falls silent, begun again with a growing pause. */
import type { ClientReadableStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { AgentListener } from '@rapidvm/controller-app';
import { tooOld } from '@rapidvm/controller-app';
import { OLDEST_AGENT_PROTOCOL } from '@rapidvm/domain';
import type { agentV1 } from '@rapidvm/contracts';
import type { Clock, HostId, Logger, Rng, Timer, Timers } from '@rapidvm/kernel';
import { RapidError, toErrorRecord, toTimestamp } from '@rapidvm/kernel';
import { toRapidError } from './agent-errors.ts';
import { factsFromWire, introductionFromWire, listingFromWire, reportFromWire } from './from-wire.ts';
import type { HostLink } from './host-link.ts';
import { COMMAND_MS, RETRY_FIRST_MS, RETRY_LONGEST_MS, SILENCE_MS } from './limits.ts';

export interface WatchOptions {
  readonly hostId: HostId;
  /** Asked for at each try: the host may have moved, the certificate may be new. */
  readonly link: () => HostLink;
  readonly listener: AgentListener;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** Of agents that can't be asked. */
const FIRST_PROTOCOL = 1;

type WatchCall = ClientReadableStream<agentV1.WatchFact__Output>;

export class WatchLoop {
  readonly #options: WatchOptions;
  readonly #stopped = Promise.withResolvers<undefined>();
  readonly #ended: Promise<void>;
  #isStopped = false;
  /** Its stream was ended to have a new one. */
  #isRenewed = false;
  #failures = 0;
  #call: WatchCall | undefined;
  #lastReason = '';
  #wake: () => void = () => undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#ended = this.#run();
  }

  /** Ends the stream, or the pause before the next try, so that it begins anew now. The host is not lost by that, unless the new one fails. */
  again(): void {
    this.#failures = 0;
    this.#isRenewed = this.#call !== undefined;
    this.#call?.cancel();
    this.#wake();
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopped.resolve(undefined);
    this.#call?.cancel();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { hostId, listener } = this.#options;
    while (!this.#isStopped) {
      const reason = await this.#once();
      if (this.#isStopped) return;
      if (this.#isRenewed) continue;
      this.#tellIfNew(reason);
      listener.disconnected(hostId, reason);
      await this.#pause();
    }
  }

  /** One stream from its first word to its end; returns why it ended. */
  async #once(): Promise<string> {
    const { link, timers, clock } = this.#options;
    let silence: Timer | undefined;
    this.#isRenewed = false;
    try {
      const { host } = link();
      const client = await link().connected();
      if (this.#isStopped) return 'stopped';
      await this.#introduce(client, host.name);
      const call = client.watch({});
      this.#call = call;
      const isSilent = Promise.withResolvers<never>();
      const heard = (): void => {
        silence?.cancel();
        silence = timers.after(SILENCE_MS, () => {
          isSilent.reject(silent(host.name));
          call.cancel();
        });
      };
      heard();
      await Promise.race([this.#listen(call, heard), isSilent.promise]).catch((error: unknown) => {
        throw toRapidError(error, { host: host.name, what: 'watching' }, toTimestamp(clock.now()));
      });
      return 'its agent ended the stream';
    } catch (error) {
      return toErrorRecord(error).message;
    } finally {
      silence?.cancel();
      this.#call?.cancel();
      this.#call = undefined;
    }
  }

  /**
   * Who answers there; an agent of protocol 1 has no such call. Refuses `unsupported` for one that is too old.
   */
  async #introduce(client: agentV1.AgentClient, host: string): Promise<void> {
    const { hostId, listener, timers, clock } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const call = client.hello({}, (error, said) => {
      if (error === null) resolve(said);
      else if (error.code === status.UNIMPLEMENTED) resolve({ protocol: FIRST_PROTOCOL, instance: null });
      else reject(toRapidError(error, { host, what: 'asking who it is' }, toTimestamp(clock.now())));
    });
    const timer = timers.after(COMMAND_MS.introduce, () => call.cancel());
    const introduction = introductionFromWire(await promise.finally(() => timer.cancel()));
    listener.introduced(hostId, introduction);
    if (introduction.protocol < OLDEST_AGENT_PROTOCOL) throw tooOld({ name: host }, introduction.protocol);
  }

  async #listen(call: WatchCall, heard: () => void): Promise<void> {
    const { hostId, listener } = this.#options;
    let connected = false;
    for await (const message of facts(call)) {
      heard();
      if (!connected) listener.connected(hostId);
      listener.heard(hostId);
      connected = true;
      this.#failures = 0;
      this.#tell(message);
    }
  }

  #tell(message: agentV1.WatchFact__Output): void {
    const { hostId, listener } = this.#options;
    if (message.report) listener.report(hostId, reportFromWire(message.report));
    if (message.host) listener.facts(hostId, factsFromWire(message.host));
    if (!message.complete) return;
    const reports = listingFromWire(message.complete);
    for (const report of reports) listener.report(hostId, report);
    listener.complete(
      hostId,
      reports.map(({ vmId }) => vmId),
    );
  }

  /** The same trouble once, not every few seconds. */
  #tellIfNew(reason: string): void {
    if (reason !== this.#lastReason)
      this.#options.logger.warn('a host can’t be watched just now', { host: this.#options.hostId, reason });
    this.#lastReason = reason;
  }

  async #pause(): Promise<void> {
    const { timers, rng } = this.#options;
    const full = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    const over = Promise.withResolvers<undefined>();
    this.#wake = (): void => over.resolve(undefined);
    const timer = timers.after(full * (0.5 + rng.fraction() / 2), this.#wake);
    await Promise.race([over.promise, this.#stopped.promise]);
    timer.cancel();
  }
}

/** gRPC's stream type does not say what it yields. */
async function* facts(call: WatchCall): AsyncGenerator<agentV1.WatchFact__Output> {
  const source: AsyncIterable<agentV1.WatchFact__Output> = call;
  yield* source;
}

function silent(host: string): RapidError<'timed-out'> {
  return new RapidError(
    'timed-out',
    `nothing was heard from ${host} for ${SILENCE_MS / 1000} s`,
    { what: `watching ${host}`, afterMs: SILENCE_MS },
    'It is tried again',
  );
}
