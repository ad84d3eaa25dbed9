/** What each operation's answer looks like to a person. One row an operation: a new one does not compile until it has one. */
import type { OperationOutput } from '@rapidvm/operations';
import type { UnaryOperation } from '../client/api-client.ts';
import * as access from './access.ts';
import * as inventory from './inventory.ts';
import { mesh } from './mesh.ts';
import * as placement from './placement.ts';
import * as tasks from './tasks.ts';
import type { Style } from './text.ts';

export type Presenter<K extends UnaryOperation> = (output: OperationOutput<K>, style: Style) => string;
/** Operations of agents have no verb. */
export type PresentedOperation = Exclude<UnaryOperation, 'enrolment.join' | 'enrolment.renew' | 'enrolment.hello'>;

const done = (): string => 'Done.';

const PRESENTERS: { readonly [K in PresentedOperation]: Presenter<K> } = {
  'session.login': access.session,
  'session.get': access.session,
  'session.logout': done,
  'token.list': access.tokens,
  'token.create': access.newToken,
  'token.delete': done,
  'user.list': access.users,
  'user.create': access.user,
  'user.update': access.user,
  'user.change-password': done,
  'user.delete': done,
  'audit.list': access.audit,
  'host.list': inventory.hosts,
  'host.get': inventory.host,
  'host.mesh': mesh,
  'host.invite': access.invitation,
  'host.rename': inventory.host,
  'host.enter-maintenance': inventory.host,
  'host.leave-maintenance': inventory.host,
  'host.set-placement': inventory.host,
  'placement.get': placement.defaults,
  'placement.set': placement.defaults,
  'host.drain': tasks.started,
  'host.remove': tasks.started,
  'image.list': inventory.images,
  'image.get': inventory.image,
  'image.register': tasks.started,
  'image.delete': tasks.started,
  'datastore.list': inventory.datastores,
  'network.list': inventory.networks,
  'vm.list': inventory.vms,
  'vm.get': inventory.vm,
  'vm.explain': placement.explanation,
  'vm.create': tasks.started,
  'vm.start': tasks.started,
  'vm.stop': tasks.started,
  'vm.kill': tasks.started,
  'vm.delete': tasks.started,
  'vm.console': access.ticket,
  'task.list': tasks.tasks,
  'task.get': tasks.task,
  'task.cancel': tasks.task,
  'event.list': tasks.events,
};

export function present<K extends PresentedOperation>(operation: K, output: OperationOutput<K>, style: Style): string {
  return PRESENTERS[operation](output, style);
}
