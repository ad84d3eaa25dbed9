/**
 * Lends the sockets of screens to a controller on the same machine: its bytes go between QEMU and the controller without a way through the agent.
 *
 * A loan is one more name (a hard link) of QEMU's socket in a folder that others pass through and can't list; the name is a secret of controller and
 * agent, and goes away soon. QEMU's own folder stays closed to others.
 */
import { chmod, link, mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NearController } from '@rapidvm/console';
import { LOAN_MS } from '@rapidvm/console';
import type { Logger, Timers } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';

/** Others may pass through to a name that they know, and list nothing. */
const PASS_THROUGH = 0o711;

export interface ScreenLoansWorld {
  /** On the file system of QEMU's sockets. Emptied at the start. */
  readonly folder: string;
  /** Of the running kernel. */
  readonly bootId: string;
  readonly timers: Timers;
  readonly logger: Logger;
}

export interface LentSocket {
  readonly path: string;
  /** Takes the name away, if it is still there. */
  end(): void;
}

export class ScreenLoans {
  readonly #world: ScreenLoansWorld;

  private constructor(world: ScreenLoansWorld) {
    this.#world = world;
  }

  /** Takes away what a killed agent has left. */
  static async open(world: ScreenLoansWorld): Promise<ScreenLoans> {
    await rm(world.folder, { recursive: true, force: true });
    await mkdir(world.folder, { recursive: true });
    // Whatever the umask is.
    await chmod(world.folder, PASS_THROUGH);
    return new ScreenLoans({ ...world, folder: await realpath(world.folder) });
  }

  /** Null: the controller is on another machine, or the socket can't have another name. */
  async lend(socket: string, { bootId, loan }: NearController): Promise<LentSocket | null> {
    if (bootId !== this.#world.bootId) return null;
    const path = join(this.#world.folder, loan);
    try {
      await link(socket, path);
    } catch (error) {
      this.#world.logger.debug('A screen could not be lent', { cause: toErrorRecord(error).message });
      return null;
    }
    const timer = this.#world.timers.after(LOAN_MS, () => this.#remove(path));
    return {
      path,
      end: () => {
        timer.cancel();
        this.#remove(path);
      },
    };
  }

  #remove(path: string): void {
    rm(path, { force: true }).catch((error: unknown) => {
      this.#world.logger.warn('The name of a lent screen could not be taken away', { cause: toErrorRecord(error).message });
    });
  }
}
