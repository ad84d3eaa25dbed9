/** Opens consoles: a TLS connection to the agent for each, so that each has its own flow and none waits for another. */
import type { ConsoleGateway, ConsoleRequest, ConsoleSession } from '@rapidvm/controller-app';
import type { HostId, Timers, VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { AgentDirectory } from '../agent-directory.ts';
import { timedOut } from '../agent-errors.ts';
import { COMMAND_MS, MAX_CONSOLES } from '../limits.ts';
import { ConsoleStream } from './console-stream.ts';

export class TlsConsoleGateway implements ConsoleGateway {
  readonly #directory: AgentDirectory;
  readonly #timers: Timers;
  readonly #open = new Set<ConsoleStream>();

  constructor(directory: AgentDirectory, { timers }: { readonly timers: Timers }) {
    this.#directory = directory;
    this.#timers = timers;
  }

  async open(host: HostId, vmId: VmId, request: ConsoleRequest): Promise<ConsoleSession> {
    const link = this.#directory.link(host);
    if (this.#open.size >= MAX_CONSOLES) {
      const details = { limit: 'open consoles', max: MAX_CONSOLES, unit: 'consoles' };
      throw new RapidError('limit-exceeded', 'Too many consoles are open', details, 'Close one first');
    }
    const stream = new ConsoleStream(link, { ...request, vmId });
    this.#open.add(stream);
    stream.onClose(() => this.#open.delete(stream));
    await this.#inTime(stream, link.host.name);
    return stream;
  }

  get size(): number {
    return this.#open.size;
  }

  async #inTime(stream: ConsoleStream, host: string): Promise<void> {
    const late = Promise.withResolvers<never>();
    const afterMs = COMMAND_MS.console;
    const timer = this.#timers.after(afterMs, () => late.reject(timedOut({ host, what: 'opening a console' }, afterMs)));
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
