/**
 * What VMs hold on hosts is what their rows justify, whatever was killed between two transactions: capacity that nobody needs is given back,
 * a VM that runs is counted, and each host's counters are the sum of what is held there.
 */
import type { VmId } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import { PLACEMENT } from '../limits.ts';
import type { HostPictures } from './host-pictures.ts';

export class CapacityKeeper {
  readonly #deps: Pick<AppDeps, 'database' | 'logger'>;
  readonly #pictures: HostPictures;

  constructor(deps: Pick<AppDeps, 'database' | 'logger'>, pictures: HostPictures) {
    this.#deps = deps;
    this.#pictures = pictures;
  }

  async round(): Promise<void> {
    const { database, logger } = this.#deps;
    await this.#setLimits();
    for (const vmId of await database.read.placement.unsettled(PLACEMENT.settledAtOnce)) await this.#settle(vmId);
    for (const hostId of await database.read.placement.miscounted()) {
      await database.transaction((stores) => stores.placement.recount(hostId));
      logger.warn('what VMs hold on a host was counted anew', { host: hostId });
    }
  }

  async #settle(vmId: VmId): Promise<void> {
    const { database, logger } = this.#deps;
    const found = await database.transaction((stores) => stores.placement.settle(vmId));
    if (found !== 'none') logger.info(`capacity that a VM holds was ${found}`, { vm: vmId });
  }

  async #setLimits(): Promise<void> {
    const { database } = this.#deps;
    const { newLimits } = await this.#pictures.take(database.read, async () => []);
    if (newLimits.length > 0) await database.transaction((stores) => stores.placement.setLimits(newLimits));
  }
}
