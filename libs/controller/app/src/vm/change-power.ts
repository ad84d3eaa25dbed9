/** stop and kill: the intent with its new generation, and the task that makes it true. */
import type { DesiredPower, TaskKind, VmAction } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { asId, newId, notFound } from '@rapidvm/kernel';
import { supersede } from '../tasks/supersede.ts';
import type { VmCommandInput, VmKillInput } from '../tasks/vm-task-input.ts';
import type { OperationOutput } from '@rapidvm/operations';
import type { CallContext, Handler, Stores, TaskDefinition, VmRow } from '../ports/index.ts';
import { refuseUnlessReachable, refuseUnlessAllowed, vmToCommandOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';

export function stopVm(deps: UseCaseDeps): Handler<'vm.stop'> {
  return (context, input) => {
    const { graceSeconds } = input;
    const definition = deps.definitions.stopVm;
    const change = {
      operation: 'vm.stop',
      power: 'off',
      definition,
      extra: () => ({ graceSeconds }),
      told: { graceSeconds },
    } as const;
    return changePower(deps, change, context, input);
  };
}

/** Overtakes a stop that is under way on the same VM: that task is cancelled, then this one begins. */
export function killVm(deps: UseCaseDeps): Handler<'vm.kill'> {
  return async (context, input) => {
    await supersede(deps, asId<VmId>(input.id), ['vm.stop']);
    const definition = deps.definitions.killVm;
    const extra = ({ intent }: VmRow): Pick<VmKillInput, 'wantedBefore'> => ({ wantedBefore: intent.desiredPower });
    return changePower(deps, { operation: 'vm.kill', power: 'off', definition, extra, told: {} }, context, input);
  };
}

interface PowerChange<X> {
  readonly operation: PowerOperation;
  readonly power: DesiredPower;
  readonly definition: TaskDefinition<VmCommandInput & X>;
  /** What its task is given besides. */
  readonly extra: (row: VmRow) => X;
  /** What its audit row tells besides. */
  readonly told: object;
}

type PowerOperation = Extract<TaskKind, 'vm.stop' | 'vm.kill'>;
const ACTION: Readonly<Record<PowerOperation, VmAction>> = { 'vm.stop': 'stop', 'vm.kill': 'kill' };

function changePower<X extends object>(
  { changes, tasks, clock, rng }: UseCaseDeps,
  { operation, power, definition, extra, told }: PowerChange<X>,
  context: CallContext,
  input: { readonly id: string },
): Promise<OperationOutput<PowerOperation>> {
  return changes.makeAs<PowerOperation>({ operation, context, input, subject: `vm ${input.id}` }, async (stores, caller) => {
    const row = await vmToCommandOr404(stores, asId<VmId>(input.id));
    refuseUnlessAllowed(row, ACTION[operation]);
    await refuseUnlessReady(stores, row);
    const { id, name, generation } = await stores.vms.updateIntent(row.intent.id, row.intent.generation, { desiredPower: power });
    const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'vm', id, name } as const, requestedBy: caller.name };
    const task = await tasks.create(stores, definition, about, { vmId: id, generation, ...extra(row) });
    return {
      answer: { task: toTaskView(task, caller.role) },
      subject: `vm ${name} ${id}`,
      before: { state: row.observed.state, desiredPower: row.intent.desiredPower },
      after: { desiredPower: power, ...told },
      task: task.id,
    };
  });
}

async function refuseUnlessReady(stores: Stores, row: VmRow): Promise<void> {
  const { hostId } = row.intent;
  const host = hostId === null ? null : await stores.hosts.get(hostId);
  if (host === null) throw notFound('host of the VM', row.intent.name);
  refuseUnlessReachable(host.host);
}
