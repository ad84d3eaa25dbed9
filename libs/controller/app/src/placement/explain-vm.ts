import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { describe, explain } from '@rapidvm/scheduler';
import type { Demand } from '@rapidvm/scheduler';
import type { VmExplanationView } from '@rapidvm/operations';
import type { Handler, StoredDecision, VmRow } from '../ports/index.ts';
import { vmOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toWishesView } from '../views.ts';
import { demandsFor } from './known-places.ts';
import { selectorNames } from './record.ts';

/** Why a VM is where it is, as it was decided; and what each host would say to it now, if it were to start. */
export function explainVm({ database, placer }: Pick<UseCaseDeps, 'database' | 'placer'>): Handler<'vm.explain'> {
  return async (_context, { id, limit }) => {
    const { read } = database;
    const row = await vmOr404(read, asId<VmId>(id));
    const { intent, observed } = row;
    const holds = await read.placement.holds(intent.id);
    const own = holds.find(({ hostId }) => hostId === intent.hostId) ?? null;
    const decision = await read.placement.decision(intent.id);
    const demands: Demand[] = [];
    const request = { vmId: intent.id, operation: intent.hostId === null ? 'create' : 'start', runs: true } as const;
    const asked = { ...request, askedFor: null, taskId: null, generation: null };
    const { picture, hosts } = await placer.pictures.take(read, async (known) => {
      demands.push(...(await demandsFor(read, [{ request: asked, vm: { intent, holds, placedBy: null } }], known)));
      return demands;
    });
    const verdicts = demands.flatMap((demand) => explain(demand, picture));
    const states = new Map(picture.candidates.map((candidate) => [candidate.id, candidate.state]));
    const name = selectorNames(hosts, [intent]);
    const wishes = toWishesView(intent.spec);
    return {
      vmId: intent.id,
      vmName: intent.name,
      vmState: observed.state,
      hostId: intent.hostId,
      hostName: row.hostName,
      wishes: { ...wishes, rules: wishes.rules.map((rule) => ({ ...rule, selector: name(rule.selector) })) },
      holds: own && { memoryMiB: own.memoryMiB, cpus: own.cpus },
      decision: decision && toDecisionView(decision, row),
      fitting: verdicts.filter(({ obstacles }) => obstacles.length === 0).length,
      hosts: verdicts.slice(0, limit).map((verdict) => ({
        hostId: verdict.hostId,
        hostName: verdict.hostName,
        state: states.get(verdict.hostId) ?? 'left',
        isCurrent: verdict.hostId === intent.hostId,
        fits: verdict.obstacles.length === 0,
        score: verdict.score,
        scores: verdict.scores.map((part) => ({ ...part })),
        obstacles: verdict.obstacles.map((obstacle) => describe(obstacle, name)),
      })),
      hostCount: verdicts.length,
    };
  };
}

function toDecisionView(decision: StoredDecision, { intent, hostName: where }: VmRow): VmExplanationView['decision'] {
  const { at, operation, hostId, hostName, reason, score, fitting } = decision;
  if (intent.hostId !== null && intent.hostId !== hostId) {
    const undone = `it is where it was before: its way to ${hostName} was undone`;
    const here = { hostId: intent.hostId, hostName: where ?? intent.hostId, reason: undone };
    return { ...{ at, operation, fitting: 0, score: 0 }, ...here, scores: [], refused: [], refusedByCode: {} };
  }
  return {
    ...{ at, operation, hostId, hostName, reason, score, fitting },
    scores: decision.scores.map((part) => ({ ...part })),
    refused: decision.refused.map((refusal) => ({ ...refusal })),
    refusedByCode: { ...decision.refusedByCode },
  };
}
