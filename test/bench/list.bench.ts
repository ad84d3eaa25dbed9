/** Lists of VMs over the API of a running product with 5,000 of them, against the bare query on the same database, in turns. */
import { page, vmSchema } from '@rapidvm/operations';
import type { Client } from 'pg';
import type { Product } from '../e2e/harness/index.ts';
import { ApiSession } from './support/api-session.ts';
import { insertVms } from './support/many-vms.ts';
import { connectTo, databaseOf, serverVersion } from './support/product-database.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { inTurns, valuesOf, type Contender } from './support/rounds.ts';
import { figure, ratio, summarise } from './support/statistics.ts';
import { withProduct } from './support/with-product.ts';

const VMS = 5000;
const PAGE_ITEMS = 1000;
const ROUNDS = 60;

const vmPage = page(vmSchema);

/** Everything, page by page. Milliseconds of the calls alone. */
async function walk(api: ApiSession): Promise<{ readonly ms: number; readonly bytes: number }> {
  let [ms, bytes, items] = [0, 0, 0];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await api.call(
      'GET',
      `/vms?limit=${PAGE_ITEMS}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    const { items: these, nextCursor } = vmPage.parse(answer.body);
    ms += answer.ms;
    bytes += answer.bytes;
    items += these.length;
    cursor = nextCursor;
  }
  if (items !== VMS) throw new Error(`the walk saw ${items} VMs instead of ${VMS}`);
  return { ms, bytes };
}

const LIST = `SELECT vm.*, o.*, host.name AS host_name, image.name AS image_name, task.id AS task_id
  FROM vm JOIN vm_observed o ON o.vm_id = vm.id JOIN image ON image.id = vm.image_id
  LEFT JOIN host ON host.id = vm.host_id
  LEFT JOIN task ON task.subject_id = vm.id AND task.state IN ('queued', 'running', 'undoing')`;

/** The same rows by the bare driver: what the database and its protocol cost. */
async function query(client: Client, sql: string): Promise<number> {
  const begun = performance.now();
  await client.query(sql);
  return performance.now() - begun;
}

interface Kind {
  readonly what: string;
  readonly path: string;
  readonly sql: string;
}

const KINDS: readonly Kind[] = [
  { what: 'first page, 50 VMs (the default)', path: '/vms', sql: `${LIST} ORDER BY vm.name LIMIT 51` },
  {
    what: 'first page of the running ones, 50 VMs',
    path: '/vms?states=running',
    sql: `${LIST} WHERE o.state = 'running' ORDER BY vm.name LIMIT 51`,
  },
  {
    what: 'search in all names and labels (11 match)',
    path: '/vms?search=0123',
    sql: `${LIST} WHERE position('0123' in vm.name) > 0 OR position('0123' in vm.spec ->> 'labels') > 0 ORDER BY vm.name LIMIT 51`,
  },
  {
    what: `page of ${PAGE_ITEMS} VMs`,
    path: `/vms?limit=${PAGE_ITEMS}`,
    sql: `${LIST} ORDER BY vm.name LIMIT ${PAGE_ITEMS + 1}`,
  },
];

async function measure(product: Product): Promise<{ readonly version: string; readonly text: string }> {
  say(`inserting ${VMS} VMs`);
  await insertVms(product, VMS);
  const client = await connectTo(await databaseOf(product));
  const api = await ApiSession.open(product);
  let bytes = 0;
  const whole: Contender = {
    name: 'whole',
    once: async () => {
      const walked = await walk(api);
      bytes = walked.bytes;
      return walked.ms;
    },
  };
  const contenders = KINDS.flatMap(({ what, path, sql }) => [
    { name: what, once: async () => (await api.call('GET', path)).ms },
    { name: sql, once: () => query(client, sql) },
  ]);
  const wholeQuery = { name: 'whole query', once: () => query(client, `${LIST} ORDER BY vm.name`) };
  try {
    say(`${ROUNDS} rounds`);
    const measured = await inTurns([...contenders, whole, wholeQuery], ROUNDS, 5);
    return { version: await serverVersion(client), text: body(measured, bytes) };
  } finally {
    api.close();
    await client.end();
  }
}

function body(measured: ReadonlyMap<string, readonly number[]>, bytes: number): string {
  const line = (what: string, ours: string, bare: string): readonly string[] => {
    const [all, floor] = [summarise(valuesOf(measured, ours)), summarise(valuesOf(measured, bare))];
    return [what, figure(all.p50), figure(all.p95), figure(floor.p50), figure(floor.p95), ratio(all.p50, floor.p50)];
  };
  const rows = [
    ...KINDS.map(({ what, sql }) => line(what, what, sql)),
    line(`all ${VMS}, in pages of ${PAGE_ITEMS} one after the other (${figure(bytes / 1e6)} MB)`, 'whole', 'whole query'),
  ];
  const head = ['list', 'API p50, ms', 'API p95, ms', 'bare query p50, ms', 'bare query p95, ms', 'ratio'];
  return `${VMS} VMs on one host, each with a disk, a card and two labels. \`GET /api/v1/vms\` over HTTPS by API token, until the last byte has come: rights, rows, which actions are allowed and why not, JSON, TLS. The bare query gives the same rows to Node's PostgreSQL driver and makes nothing of them. ${ROUNDS} rounds, in turns.\n\n${table(head, rows)}`;
}

const load = loadSpan();
const { version, text } = await withProduct(measure);
await publish({ name: 'list', versions: [version], load: load.end(), body: text });
