/** What people say about hosts, and about those of which they say nothing. */
import type { HostPlacement, PlacementDefaults } from '@rapidvm/domain';
import { HOST_PLACEMENT_LIMITS, OWN_HOST_LABELS, PLACEMENT_DEFAULTS } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, invalidInput } from '@rapidvm/kernel';
import type { OperationInput, PlacementDefaultsView } from '@rapidvm/operations';
import { roleOf } from '../access/role-of.ts';
import { tell } from '../change/tell.ts';
import { toHostView } from '../host/host-view.ts';
import { hostOr404 } from '../host/service.ts';
import type { Handler, HostRow, Stores } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';

/** What runs there runs on; only what comes is placed by it. Refuses `invalid-input` for a label that every host has by itself. */
export function setHostPlacement({ changes }: Pick<UseCaseDeps, 'changes'>): Handler<'host.set-placement'> {
  return (context, input) =>
    changes.makeAs({ operation: 'host.set-placement', context, input, subject: `host ${input.id}` }, async (stores) => {
      const id = asId<HostId>(input.id);
      const row = await hostOr404(stores, id);
      const before = row.placement;
      const after = changed(before, input);
      await stores.placement.setHostPlacement(id, after);
      const { name } = row.host;
      await tell(stores, 'host.inventory-changed', row.host, `What is said about the host ${name} was changed`);
      const answer = toHostView(await hostOr404(stores, id), roleOf(context));
      return { answer, subject: `host ${name} ${id}`, before, after };
    });
}

type Change = OperationInput<'host.set-placement'>;

function changed(before: HostRow['placement'], { labels, removeLabels, rack, memoryRatio, cpuRatio }: Change): HostPlacement {
  refuseOwnLabels(Object.keys(labels ?? {}));
  const kept = Object.entries({ ...before.labels, ...labels }).filter(([key]) => !(removeLabels ?? []).includes(key));
  if (kept.length > HOST_PLACEMENT_LIMITS.maxLabels) throw tooManyLabels(kept.length);
  return {
    labels: Object.fromEntries(kept),
    rack: rack === undefined ? before.rack : rack === '' ? null : rack,
    memoryRatio: ratioOf(memoryRatio, before.memoryRatio),
    cpuRatio: ratioOf(cpuRatio, before.cpuRatio),
  };
}

/** 0: as the cluster does. */
function ratioOf(given: number | undefined, before: number | null): number | null {
  if (given === undefined) return before;
  return given === 0 ? null : given;
}

function refuseOwnLabels(keys: readonly string[]): void {
  const own = keys.filter((key) => OWN_HOST_LABELS.includes(key));
  if (own.length === 0) return;
  throw invalidInput(own.map((key) => ({ field: 'labels', value: key, rule: 'is a label that every host has by itself' })));
}

function tooManyLabels(count: number) {
  const rule = `there must be at most ${HOST_PLACEMENT_LIMITS.maxLabels}`;
  return invalidInput([{ field: 'labels', value: String(count), rule }]);
}

export function getPlacementDefaults({ database }: Pick<UseCaseDeps, 'database'>): Handler<'placement.get'> {
  return async () => toDefaultsView(await defaultsOf(database.read));
}

export function setPlacementDefaults({ changes }: Pick<UseCaseDeps, 'changes'>): Handler<'placement.set'> {
  return (context, input) =>
    changes.makeAs({ operation: 'placement.set', context, input, subject: 'placement defaults' }, async (stores) => {
      const before = await defaultsOf(stores);
      const after: PlacementDefaults = {
        memoryRatio: input.memoryRatio ?? before.memoryRatio,
        cpuRatio: input.cpuRatio ?? before.cpuRatio,
      };
      await stores.placement.setDefaults(after);
      return { answer: toDefaultsView(after), before, after };
    });
}

async function defaultsOf(stores: Stores): Promise<PlacementDefaults> {
  return (await stores.placement.defaults()) ?? PLACEMENT_DEFAULTS;
}

function toDefaultsView(defaults: PlacementDefaults): PlacementDefaultsView {
  return { ...defaults, reservedMemoryMiB: HOST_PLACEMENT_LIMITS.reservedMemoryMiB };
}
