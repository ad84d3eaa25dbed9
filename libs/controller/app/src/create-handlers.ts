import { OPERATIONS } from '@rapidvm/operations';
import type { OperationInput, OperationOutput } from '@rapidvm/operations';
import type { AccessService } from './access/access-service.ts';
import { createToken, deleteToken, getSession, listTokens } from './access/sessions-and-tokens.ts';
import { createUser, deleteUser, listAudit, listUsers, updateUser } from './access/users.ts';
import { changePassword } from './access/change-password.ts';
import { openConsole } from './console/open-console.ts';
import { listEvents } from './events/list-events.ts';
import { enterMaintenance, inviteHost, leaveMaintenance, removeHost, renameHost } from './host/change-hosts.ts';
import { drainHost } from './host/drain-host.ts';
import { joinHost, renewHost } from './host/enrol-host.ts';
import { greetHost } from './host/greet-host.ts';
import { getHost, listHosts } from './host/read-hosts.ts';
import { getMesh } from './host/read-mesh.ts';
import { deleteImage, registerImage } from './image/change-images.ts';
import { getImage, listDatastores, listImages, listNetworks } from './image/read-images.ts';
import type { CallContext, HandledOperation, Handler, OperationHandlers } from './ports/index.ts';
import { cancelTask, getTask, listTasks } from './tasks/task-use-cases.ts';
import { explainVm } from './placement/explain-vm.ts';
import { getPlacementDefaults, setHostPlacement, setPlacementDefaults } from './placement/say-placement.ts';
import type { UseCaseDeps } from './use-case-deps.ts';
import { killVm, stopVm } from './vm/change-power.ts';
import { startVm } from './vm/start-vm.ts';
import { createVm } from './vm/create-vm.ts';
import { deleteVm } from './vm/delete-vm.ts';
import { getVm, listVms } from './vm/read-vms.ts';

/** One handler for each operation; each checks the caller's right itself, whatever the edge has done before. */
export function createHandlers(deps: UseCaseDeps, access: Pick<AccessService, 'authorise' | 'provenHash'>): OperationHandlers {
  const guard = <K extends HandledOperation>(operation: K, handler: Handler<K>): Handler<K> =>
    guarded(access, operation, handler);
  return {
    'session.get': guard('session.get', getSession(deps)),
    'token.list': guard('token.list', listTokens(deps)),
    'token.create': guard('token.create', createToken(deps)),
    'token.delete': guard('token.delete', deleteToken(deps)),
    'user.list': guard('user.list', listUsers(deps)),
    'user.create': guard('user.create', createUser(deps)),
    'user.update': guard('user.update', updateUser(deps)),
    'user.change-password': guard('user.change-password', changePassword(deps, access)),
    'user.delete': guard('user.delete', deleteUser(deps)),
    'audit.list': guard('audit.list', listAudit(deps)),
    'host.list': guard('host.list', listHosts(deps)),
    'host.get': guard('host.get', getHost(deps)),
    'host.mesh': guard('host.mesh', getMesh(deps)),
    'host.invite': guard('host.invite', inviteHost(deps)),
    'host.rename': guard('host.rename', renameHost(deps)),
    'host.enter-maintenance': guard('host.enter-maintenance', enterMaintenance(deps)),
    'host.leave-maintenance': guard('host.leave-maintenance', leaveMaintenance(deps)),
    'host.set-placement': guard('host.set-placement', setHostPlacement(deps)),
    'placement.get': guard('placement.get', getPlacementDefaults(deps)),
    'placement.set': guard('placement.set', setPlacementDefaults(deps)),
    'host.drain': guard('host.drain', drainHost(deps)),
    'host.remove': guard('host.remove', removeHost(deps)),
    'enrolment.join': guard('enrolment.join', joinHost(deps)),
    'enrolment.renew': guard('enrolment.renew', renewHost(deps)),
    'enrolment.hello': guard('enrolment.hello', greetHost(deps)),
    'image.list': guard('image.list', listImages(deps)),
    'image.get': guard('image.get', getImage(deps)),
    'image.register': guard('image.register', registerImage(deps)),
    'image.delete': guard('image.delete', deleteImage(deps)),
    'datastore.list': guard('datastore.list', listDatastores(deps)),
    'network.list': guard('network.list', listNetworks()),
    'vm.list': guard('vm.list', listVms(deps)),
    'vm.get': guard('vm.get', getVm(deps)),
    'vm.create': guard('vm.create', createVm(deps)),
    'vm.explain': guard('vm.explain', explainVm(deps)),
    'vm.start': guard('vm.start', startVm(deps)),
    'vm.stop': guard('vm.stop', stopVm(deps)),
    'vm.kill': guard('vm.kill', killVm(deps)),
    'vm.delete': guard('vm.delete', deleteVm(deps)),
    'vm.console': guard('vm.console', openConsole(deps)),
    'task.list': guard('task.list', listTasks(deps)),
    'task.get': guard('task.get', getTask(deps)),
    'task.cancel': guard('task.cancel', cancelTask(deps)),
    'event.list': guard('event.list', listEvents(deps)),
  };
}

function guarded<K extends HandledOperation>(
  access: Pick<AccessService, 'authorise'>,
  operation: K,
  handler: Handler<K>,
): Handler<K> {
  return async (context: CallContext, input: OperationInput<K>): Promise<OperationOutput<K>> => {
    access.authorise(context.caller, operation, OPERATIONS[operation].permission);
    return handler(context, input);
  };
}
