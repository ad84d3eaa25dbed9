/** Who may open consoles, and how many. */
import type { Duplex } from 'node:stream';
import type { Logger } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { namesController, notTheController } from '../controller-only.ts';
import { MAX_CONSOLES } from '../limits.ts';
import type { RefusalLog } from '../refusal-log.ts';
import type { ConsoleWorld } from './console-connection.ts';
import { ConsoleConnection } from './console-connection.ts';
import { ConsoleOutput } from './console-output.ts';

export interface ConsoleDoorWorld extends ConsoleWorld {
  readonly logger: Logger;
  readonly refusals: RefusalLog;
}

export class ConsoleDoor {
  readonly #world: ConsoleDoorWorld;
  readonly #open = new Set<Duplex>();

  constructor(world: ConsoleDoorWorld) {
    this.#world = world;
  }

  /** Takes a connection whose certificate was found to be of our authority. `names`: its subjectAltName. */
  take(socket: Duplex, names: string | undefined): void {
    socket.on('error', (error) => {
      this.#world.logger.debug('A console connection has failed', { cause: error.message });
      socket.destroy();
    });
    if (!namesController(names)) {
      this.#world.refusals.refused('A console was refused to a caller that is not the controller', { names });
      return this.#refuse(socket, notTheController(names));
    }
    if (this.#open.size >= MAX_CONSOLES) return this.#refuse(socket, tooMany());
    this.#keep(socket);
    new ConsoleConnection(this.#world, socket);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Ends all consoles at once: a controller opens them again when the agent is back. */
  close(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #refuse(socket: Duplex, error: RapidError): void {
    new ConsoleOutput(socket, this.#world.timers).fail(error);
  }

  #keep(socket: Duplex): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }
}

function tooMany(): RapidError {
  const details = { limit: 'open consoles of a host', max: MAX_CONSOLES, unit: 'consoles' };
  return new RapidError('limit-exceeded', 'Too many consoles are open on this host', details, 'Close one first');
}
