/**
 * Where a controller on the same machine opens serial consoles: the same frames as over the network, on a unix socket. TLS would cost each key more
 * than all the rest of its way.
 *
 * The socket stands in a folder that nobody else gets into. It can be reached only under a name that is lent to who came by mTLS.
 */
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Loan, Loans } from '@rapidvm/agent-app';
import type { NearController } from '@rapidvm/console';
import { MAX_CONSOLES } from '../limits.ts';

const ONLY_OURS = 0o700;

export interface NearDoorOptions {
  /** On the file system of the loans. Emptied at the start. */
  readonly folder: string;
  readonly loans: Loans;
}

export class NearDoor {
  readonly #server: Server;
  readonly #path: string;
  readonly #loans: Loans;

  private constructor(server: Server, path: string, loans: Loans) {
    this.#server = server;
    this.#path = path;
    this.#loans = loans;
  }

  /** Takes away what a killed agent has left, and listens. */
  static async open({ folder, loans }: NearDoorOptions): Promise<NearDoor> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: ONLY_OURS });
    const path = join(folder, 'consoles.sock');
    const server = createServer();
    server.maxConnections = MAX_CONSOLES;
    // The folder keeps others out; a controller that runs as another user may connect by the lent name.
    await once(server.listen({ path, readableAll: true, writableAll: true }), 'listening');
    return new NearDoor(server, path, loans);
  }

  /** Null: the controller is on another machine. */
  lend(to: NearController): Promise<Loan | null> {
    return this.#loans.lend(this.#path, to);
  }

  onCaller(take: (socket: Socket) => void): void {
    this.#server.on('connection', take);
  }

  /** Takes nobody in any more. */
  close(): void {
    this.#server.close();
  }
}
