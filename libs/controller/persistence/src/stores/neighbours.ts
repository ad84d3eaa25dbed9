/** Which VMs live where, as far as placing some VMs depends on it. */
import type { ImageOnHost, Neighbours } from '@rapidvm/controller-app';
import type { Selector } from '@rapidvm/domain';
import { parseSelector, selectedId } from '@rapidvm/domain';
import type { HostId, ImageId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import type { Executor } from '../connection/executor.ts';

interface CountRow {
  readonly host_id: string;
  readonly selector: string;
  readonly count: number;
}

const BY_LABEL = `
  SELECT vm.host_id, asked.selector, count(*)::int AS count
  FROM unnest($1::text[], $2::jsonb[]) AS asked (selector, pattern)
  JOIN vm ON vm.spec -> 'labels' @> asked.pattern
  WHERE vm.host_id IS NOT NULL GROUP BY vm.host_id, asked.selector`;

const BY_KEY = `
  SELECT vm.host_id, asked.key AS selector, count(*)::int AS count
  FROM unnest($1::text[]) AS asked (key) JOIN vm ON vm.spec -> 'labels' ? asked.key
  WHERE vm.host_id IS NOT NULL GROUP BY vm.host_id, asked.key`;

const BY_ID = `
  SELECT vm.host_id, 'vm=' || vm.id AS selector, 1 AS count FROM vm WHERE vm.id = ANY($1::uuid[]) AND vm.host_id IS NOT NULL`;

/** The first condition is that of the partial index. */
const KEEPING_APART = `
  SELECT vm.host_id, rule ->> 'selector' AS selector, count(*)::int AS count
  FROM vm, jsonb_array_elements(vm.spec -> 'placement' -> 'rules') AS rule
  WHERE vm.spec -> 'placement' -> 'rules' @> '[{"about": "vms", "wish": "without", "strength": "must"}]'
    AND rule @> '{"about": "vms", "wish": "without", "strength": "must"}'
    AND rule ->> 'selector' = ANY($1::text[]) AND vm.host_id IS NOT NULL
  GROUP BY vm.host_id, rule ->> 'selector'`;

const IMAGES = 'SELECT DISTINCT host_id, image_id FROM vm WHERE image_id = ANY($1::uuid[]) AND host_id IS NOT NULL';

/** `selectors`: whose VMs are counted. `own`: what means the VMs to be placed; rules of others against these are counted. */
export async function neighboursIn(db: Executor, selectors: readonly Selector[], own: readonly Selector[]): Promise<Neighbours> {
  const ids = selectors.map((selector) => selectedId(selector, 'vm')).filter((id) => id !== null);
  const labels = selectors
    .filter((selector) => selectedId(selector, 'vm') === null)
    .map((selector) => ({ selector, ...parseSelector(selector) }));
  const pairs = labels.filter(({ value }) => value !== null);
  const keys = labels.filter(({ value }) => value === null).map(({ key }) => key);
  const patterns = pairs.map(({ key, value }) => JSON.stringify({ [key]: value }));
  const found: CountRow[] = [];
  if (pairs.length > 0) found.push(...(await db.rows<CountRow>(BY_LABEL, [pairs.map(({ selector }) => selector), patterns])));
  if (keys.length > 0) found.push(...(await db.rows<CountRow>(BY_KEY, [keys])));
  if (ids.length > 0) found.push(...(await db.rows<CountRow>(BY_ID, [ids])));
  const keptApart = await db.rows<CountRow>(KEEPING_APART, [[...own]]);
  return { residents: found.map(toCount), keptApart: keptApart.map(toCount) };
}

/** Looks at every VM of these images. */
export async function imagesOnHosts(db: Executor, images: readonly ImageId[]): Promise<readonly ImageOnHost[]> {
  const rows = await db.rows<{ host_id: string; image_id: string }>(IMAGES, [[...images]]);
  return rows.map(({ host_id, image_id }) => ({ hostId: asId<HostId>(host_id), imageId: asId<ImageId>(image_id) }));
}

function toCount({ host_id, selector, count }: CountRow): Neighbours['residents'][number] {
  return { hostId: asId(host_id), selector, count };
}
