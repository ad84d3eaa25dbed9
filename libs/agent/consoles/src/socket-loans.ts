/**
 * Lends sockets to a controller on the same machine: those of screens, whose bytes go between QEMU and the controller without a way through the
 * agent then, and the agent's own door for consoles.
 *
 * A loan is one more name (a hard link) of the socket in a folder that others pass through and can't list; the name is a secret of controller and
 * agent, and goes away soon. The folder that the socket itself stands in stays closed to others.
 */
import { chmod, link, mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Loan, Loans } from '@rapidvm/agent-app';
import type { NearController } from '@rapidvm/console';
import { LOAN_MS } from '@rapidvm/console';
import type { Logger, Timers } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';

/** Others may pass through to a name that they know, and list nothing. */
const PASS_THROUGH = 0o711;

export interface SocketLoansWorld {
  /** On the file system of the sockets. Emptied at the start. */
  readonly folder: string;
  /** Of the running kernel. */
  readonly bootId: string;
  readonly timers: Timers;
  readonly logger: Logger;
}

export class SocketLoans implements Loans {
  readonly #world: SocketLoansWorld;

  private constructor(world: SocketLoansWorld) {
    this.#world = world;
  }

  /** Takes away what a killed agent has left. */
  static async open(world: SocketLoansWorld): Promise<SocketLoans> {
    await rm(world.folder, { recursive: true, force: true });
    await mkdir(world.folder, { recursive: true });
    // Whatever the umask is.
    await chmod(world.folder, PASS_THROUGH);
    return new SocketLoans({ ...world, folder: await realpath(world.folder) });
  }

  async lend(socket: string, { bootId, loan }: NearController): Promise<Loan | null> {
    if (bootId !== this.#world.bootId) return null;
    const path = join(this.#world.folder, loan);
    try {
      await link(socket, path);
    } catch (error) {
      this.#world.logger.debug('A socket could not be lent', { cause: toErrorRecord(error).message });
      return null;
    }
    const timer = this.#world.timers.after(LOAN_MS, () => this.#remove(path));
    return {
      path,
      close: () => {
        timer.cancel();
        this.#remove(path);
      },
    };
  }

  #remove(path: string): void {
    rm(path, { force: true }).catch((error: unknown) => {
      this.#world.logger.warn('The name of a lent socket could not be taken away', { cause: toErrorRecord(error).message });
    });
  }
}
