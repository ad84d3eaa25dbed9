/**
 * When the VMs of the ledger are taken up: their claims on disks given back, those that ended started again. At once, as long as the machine has not
 * booted since; after a boot only when a controller knows it. A machine with a copy of the host's disk has the same ledger, and would let go of
 * the claims of the one it was copied from, and start its VMs a second time on disks that both reach (law 1).
 */
import type { VmRegistry } from '@rapidvm/agent-app';
import { isOfThisBoot, markBoot } from '@rapidvm/agent-app';
import type { Logger } from '@rapidvm/kernel';

interface TakingUpWorld {
  readonly vms: Pick<VmRegistry, 'recall'>;
  readonly contents: Parameters<VmRegistry['recall']>[0];
  /** File that tells of which boot the ledger is. */
  readonly mark: string;
  readonly bootId: string;
  readonly logger: Logger;
}

export class TakingUp {
  readonly #world: TakingUpWorld;
  #work: Promise<void> | null = null;
  #isDone = false;

  constructor(world: TakingUpWorld) {
    this.#world = world;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Resolves when it is done. Harmless when repeated. */
  begin(): Promise<void> {
    this.#work ??= this.#takeUp();
    return this.#work;
  }

  async #takeUp(): Promise<void> {
    const { vms, contents, mark, bootId } = this.#world;
    await vms.recall(contents);
    await markBoot(mark, bootId);
    this.#isDone = true;
  }
}

/** Takes them up where nothing speaks against it, and otherwise leaves it to who learns that a controller knows this machine. */
export async function takeUpInTime(world: TakingUpWorld): Promise<TakingUp> {
  const { contents, mark, bootId, logger } = world;
  const takingUp = new TakingUp(world);
  if (await isOfThisBoot(mark, bootId, contents, logger)) await takingUp.begin();
  else {
    const vms = contents.entries.length + contents.damaged.length;
    logger.info('This machine has booted: its VMs are taken up as soon as a controller knows it', { vms });
  }
  return takingUp;
}
