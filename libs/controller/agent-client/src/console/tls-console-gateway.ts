/**
 * Opens consoles: a TLS connection to the agent for each, so that each has its own flow and none waits for another. A screen of this machine is
 * borrowed over it, where it can be.
 */
import { readFile } from 'node:fs/promises';
import type { NearController, OpenRequest } from '@rapidvm/console';
import type { ConsoleGateway, ConsoleRequest, ConsoleSession } from '@rapidvm/controller-app';
import type { HostId, Logger, Rng, Timers, VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { AgentDirectory } from '../agent-directory.ts';
import { timedOut } from '../agent-errors.ts';
import { COMMAND_MS, MAX_CONSOLES } from '../limits.ts';
import { ConsoleStream } from './console-stream.ts';
import { LentScreen } from './lent-screen.ts';

/** Bytes of randomness in the name of a loan. */
const LOAN_BYTES = 16;

interface ConsoleWorld {
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export class TlsConsoleGateway implements ConsoleGateway {
  readonly #directory: AgentDirectory;
  readonly #world: ConsoleWorld;
  readonly #open = new Set<ConsoleStream>();

  constructor(directory: AgentDirectory, world: ConsoleWorld) {
    this.#directory = directory;
    this.#world = world;
  }

  async open(host: HostId, vmId: VmId, request: ConsoleRequest): Promise<ConsoleSession> {
    const near = request.kind === 'screen' && !request.readOnly ? await this.#near() : null;
    if (near === null) return this.#connect(host, { ...request, vmId });
    const stream = await this.#connect(host, { ...request, vmId, near });
    if (stream.lent === null) return stream;
    const screen = await LentScreen.take(stream.lent, near.loan, stream);
    if (screen !== null) return screen;
    this.#world.logger.debug('A screen that was lent can’t be had here; its bytes go through the agent', { host, vm: vmId });
    stream.close();
    return this.#connect(host, { ...request, vmId });
  }

  async #connect(host: HostId, request: OpenRequest): Promise<ConsoleStream> {
    const link = this.#directory.link(host);
    if (this.#open.size >= MAX_CONSOLES) {
      const details = { limit: 'open consoles', max: MAX_CONSOLES, unit: 'consoles' };
      throw new RapidError('limit-exceeded', 'Too many consoles are open', details, 'Close one first');
    }
    const stream = new ConsoleStream(link, request);
    this.#open.add(stream);
    stream.onClose(() => this.#open.delete(stream));
    await this.#inTime(stream, link.host.name);
    return stream;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Null: this system does not say which machine it is. */
  async #near(): Promise<NearController | null> {
    const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null);
    return bootId === null
      ? null
      : { bootId: bootId.trim(), loan: Buffer.from(this.#world.rng.bytes(LOAN_BYTES)).toString('hex') };
  }

  async #inTime(stream: ConsoleStream, host: string): Promise<void> {
    const late = Promise.withResolvers<never>();
    const afterMs = COMMAND_MS.console;
    const timer = this.#world.timers.after(afterMs, () => late.reject(timedOut({ host, what: 'opening a console' }, afterMs)));
    try {
      await Promise.race([stream.opened, late.promise]);
    } catch (error) {
      stream.close();
      throw error;
    } finally {
      timer.cancel();
    }
  }
}
