/**
 * Opens consoles: a connection to the agent for each, so that each has its own flow and none waits for another. On the same machine a socket is
 * borrowed over it, where it can be: a screen's own, or for a serial console the agent's door, which spares it TLS.
 */
import { readFile } from 'node:fs/promises';
import type { NearController, OpenRequest } from '@rapidvm/console';
import type { ConsoleGateway, ConsoleRequest, ConsoleSession } from '@rapidvm/controller-app';
import type { HostId, Logger, Rng, Timers, VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { AgentDirectory } from '../agent-directory.ts';
import { timedOut } from '../agent-errors.ts';
import type { HostLink } from '../host-link.ts';
import { COMMAND_MS, MAX_CONSOLES } from '../limits.ts';
import { ConsoleStream } from './console-stream.ts';
import type { ConsoleWay } from './console-way.ts';
import { overNetwork, throughDoor } from './console-way.ts';
import { isLent } from './is-lent.ts';
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
    const link = this.#directory.link(host);
    const asked = { ...request, vmId };
    // What is typed into a screen that may only be looked at, the agent holds back.
    const near = request.kind === 'serial' || !request.readOnly ? await this.#near() : null;
    if (near === null) return this.#connect(link, overNetwork(link), asked);
    const stream = await this.#connect(link, overNetwork(link), { ...asked, near });
    if (stream.lent === null) return stream;
    const session =
      request.kind === 'screen'
        ? await LentScreen.take(stream.lent, near.loan, stream)
        : await this.#throughDoor(stream.lent, near.loan, link, asked);
    // A lent screen lasts as long as the connection that it came on.
    if (session === null || request.kind === 'serial') stream.close();
    if (session !== null) return session;
    this.#world.logger.debug('What was lent can’t be had here; the console comes over the network', { host, vm: vmId });
    return this.#connect(link, overNetwork(link), asked);
  }

  /** Null: not to be had there. What the agent itself refuses there, it refuses over the network again. */
  async #throughDoor(path: string, name: string, link: HostLink, request: OpenRequest): Promise<ConsoleStream | null> {
    if (!(await isLent(path, name))) return null;
    return this.#connect(link, throughDoor(path), request).catch(() => null);
  }

  async #connect(link: HostLink, way: ConsoleWay, request: OpenRequest): Promise<ConsoleStream> {
    if (this.#open.size >= MAX_CONSOLES) {
      const details = { limit: 'open consoles', max: MAX_CONSOLES, unit: 'consoles' };
      throw new RapidError('limit-exceeded', 'Too many consoles are open', details, 'Close one first');
    }
    const stream = new ConsoleStream(link, way, request);
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
