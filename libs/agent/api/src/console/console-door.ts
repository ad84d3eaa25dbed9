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
import type { NearDoor } from './near-door.ts';

export interface ConsoleDoorWorld extends ConsoleWorld {
  readonly near: NearDoor | null;
  readonly logger: Logger;
  readonly refusals: RefusalLog;
}

export class ConsoleDoor {
  readonly #world: ConsoleDoorWorld;
  readonly #kept = new Set<Duplex>();

  constructor(world: ConsoleDoorWorld) {
    this.#world = world;
    // Who has the lent name has come by mTLS, as the controller.
    world.near?.onCaller((socket) => this.#open(socket));
  }

  /** Takes a connection whose certificate was found to be of our authority. `names`: its subjectAltName. */
  take(socket: Duplex, names: string | undefined): void {
    if (namesController(names)) return this.#open(socket);
    this.#world.refusals.refused('A console was refused to a caller that is not the controller', { names });
    this.#refuse(socket, notTheController(names));
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Ends all consoles at once: a controller opens them again when the agent is back. */
  close(): void {
    for (const socket of this.#kept) socket.destroy();
    this.#world.near?.close();
  }

  #open(socket: Duplex): void {
    if (this.#kept.size >= MAX_CONSOLES) return this.#refuse(socket, tooMany());
    this.#bearFailure(socket);
    this.#kept.add(socket);
    socket.once('close', () => this.#kept.delete(socket));
    new ConsoleConnection(this.#world, socket);
  }

  #refuse(socket: Duplex, error: RapidError): void {
    this.#bearFailure(socket);
    new ConsoleOutput(socket, this.#world.timers).fail(error);
  }

  #bearFailure(socket: Duplex): void {
    socket.on('error', (error) => {
      this.#world.logger.debug('A console connection has failed', { cause: error.message });
      socket.destroy();
    });
  }
}

function tooMany(): RapidError {
  const details = { limit: 'open consoles of a host', max: MAX_CONSOLES, unit: 'consoles' };
  return new RapidError('limit-exceeded', 'Too many consoles are open on this host', details, 'Close one first');
}
