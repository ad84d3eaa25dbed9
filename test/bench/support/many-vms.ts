/** A running product with many VMs: rows only, no guest runs. */
import { createDatabase } from '@rapidvm/controller-persistence';
import type { VmIntent, VmState } from '@rapidvm/domain';
import { asGeneration, asId, newId, NO_GENERATION, type HostId, type ImageId, type VmId } from '@rapidvm/kernel';
import { systemClock as clock, systemRng as rng, systemTimers as timers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import type { Product } from '../../e2e/harness/index.ts';
import { databaseOf } from './product-database.ts';
import { guestImage } from './with-product.ts';

const STATES: readonly VmState[] = ['stopped', 'stopped', 'running', 'running', 'running', 'crashed'];
const TEAMS = ['blue', 'green', 'red', 'yellow'];

/** `count` VMs named vm-00000 and on, on the product's host: rows as use-cases and ingest would have written them, through the same stores. */
export async function insertVms(product: Product, count: number): Promise<void> {
  const image = await guestImage(product);
  const [host] = (await product.api.call('host.list', {})).items;
  if (host === undefined) throw new Error('the product has no host');
  const connection = await databaseOf(product);
  const open = await createDatabase({ connection, clock, timers, rng, logger: recordingLogger() });
  try {
    await open.database.transaction(async ({ vms }) => {
      for (let number = 0; number < count; number += 1) {
        const intent = intentOf(number, asId(image.id), asId(host.id));
        await vms.insert(intent, intent.createdAt);
        const state = STATES[number % STATES.length] ?? 'stopped';
        const seen = { reason: null, accelerator: 'tcg', restarts: 0, since: intent.createdAt } as const;
        await vms.observe({ vmId: intent.id, hostId: intent.hostId, state, generation: asGeneration(1), ...seen });
      }
    });
  } finally {
    await open.close();
  }
}

function intentOf(number: number, imageId: ImageId, hostId: HostId): VmIntent {
  const mac = `02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}`;
  return {
    id: newId<VmId>(clock, rng),
    name: `vm-${String(number).padStart(5, '0')}`,
    spec: {
      ...{ architecture: 'x86_64', cpus: 1, memoryMiB: 256, imageId, datastore: 'local', display: 'std', restart: 'on-failure' },
      disks: [{ name: 'disk0', imageId }],
      nics: [{ name: 'nic0', network: 'default', mac }],
      labels: { team: TEAMS[number % TEAMS.length] ?? '', rack: String(number % 40) },
    },
    desiredPower: 'off',
    generation: NO_GENERATION,
    hostId,
    createdAt: new Date(clock.now()).toISOString(),
  };
}
