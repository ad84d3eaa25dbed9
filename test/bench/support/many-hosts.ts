/** A database with many hosts on which VMs run already: rows as the controller would have written them, written at once. */
import type { Database } from '@rapidvm/controller-app';
import type { Host, VmIntent } from '@rapidvm/domain';
import type { Client } from 'pg';
import { factsOf, hostNamed, imageNamed, intentNamed, now } from '../../integration/controller-app/world.ts';

const HOST_MEMORY_MIB = 256 * 1024;
const HOST_CPUS = 64;
/** One host in so many is a Pi: another architecture, so no place for these VMs. */
const OTHER_ARCHITECTURE_EVERY = 10;
const RACK_OF = 20;

const IMAGE = imageNamed('any');

export function benchHosts(count: number): readonly Host[] {
  return Array.from({ length: count }, (_, index) => {
    const draft = hostNamed(`host-${index.toString().padStart(5, '0')}`);
    const architecture = index % OTHER_ARCHITECTURE_EVERY === 0 ? 'aarch64' : 'x86_64';
    return { ...draft, facts: factsOf(draft.id, { architecture, memoryMiB: HOST_MEMORY_MIB, cpus: HOST_CPUS }) };
  });
}

/** `hosts` in racks of 20, with `running` VMs that hold their capacity, and `waiting` VMs without a place. */
export async function fill(
  database: Database,
  client: Client,
  { hosts, running, waiting }: { readonly hosts: number; readonly running: number; readonly waiting: number },
): Promise<readonly VmIntent[]> {
  const made = benchHosts(hosts);
  const template = intentNamed('template', IMAGE);
  await database.transaction(async (stores) => {
    await stores.images.insert(IMAGE);
    for (const host of made) await stores.hosts.insert(host);
    await stores.vms.insert(template, now());
  });
  await client.query(
    `INSERT INTO host_placement (host_id, labels, rack) SELECT id, '{}', 'rack-' || (row_number() OVER (ORDER BY name) / $1) FROM host`,
    [RACK_OF],
  );
  await copy(client, 'running', running);
  await copy(client, 'waiting', waiting);
  await client.query(
    `WITH numbered AS (
       SELECT host.id, row_number() OVER (ORDER BY host.name) - 1 AS number, count(*) OVER () AS all_of_them
       FROM host JOIN host_observed o ON o.host_id = host.id WHERE o.facts -> 'inventory' ->> 'architecture' = 'x86_64')
     UPDATE vm SET host_id = numbered.id, desired_power = 'on'
     FROM numbered WHERE vm.name LIKE 'running-%' AND split_part(vm.name, '-', 2)::int % all_of_them = number`,
  );
  await client.query(
    `INSERT INTO vm_observed (vm_id, host_id, state, generation, since, restarts)
     SELECT id, host_id, CASE WHEN host_id IS NULL THEN 'created' ELSE 'running' END, 1, now(), 0 FROM vm WHERE name <> 'template'`,
  );
  await client.query(
    `INSERT INTO vm_reservation (vm_id, host_id, memory_mib, cpus)
     SELECT id, host_id, (spec ->> 'memoryMiB')::bigint, (spec ->> 'cpus')::bigint FROM vm WHERE host_id IS NOT NULL`,
  );
  await client.query(
    `INSERT INTO host_capacity (host_id, memory_limit_mib, memory_used_mib, cpu_limit, cpu_used)
     SELECT host.id, 0, coalesce(sum(r.memory_mib), 0), 0, coalesce(sum(r.cpus), 0)
     FROM host LEFT JOIN vm_reservation r ON r.host_id = host.id GROUP BY host.id`,
  );
  await client.query('ANALYZE');
  const { items } = await database.read.vms.list({}, { limit: running + waiting + 1 });
  return items.filter(({ intent }) => intent.name.startsWith('waiting-')).map(({ intent }) => intent);
}

function copy(client: Client, name: string, count: number) {
  return client.query(
    `INSERT INTO vm (id, name, spec, image_id, desired_power, generation, created_at)
     SELECT gen_random_uuid(), $1::text || '-' || number, spec, image_id, 'off', 1, created_at
     FROM vm, generate_series(1, $2::int) AS number WHERE vm.name = 'template'`,
    [name, count],
  );
}
