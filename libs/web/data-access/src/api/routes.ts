/**
 * Method and path of every operation. The table of operations itself brings zod along, which the browser does not need, so this is a
 * copy — one that cannot drift: its type is the table's, and the build fails when they differ.
 */
import type { OPERATIONS, OperationName } from '@rapidvm/operations';

type NotForBrowsers = 'event.watch' | 'enrolment.join' | 'enrolment.renew' | 'enrolment.hello';
/** Operations the browser calls. Events come over the live stream. */
export type WebOperation = Exclude<OperationName, NotForBrowsers>;

export const ROUTES: { readonly [K in WebOperation]: (typeof OPERATIONS)[K]['rest'] } = {
  'session.login': { method: 'POST', path: '/session' },
  'session.get': { method: 'GET', path: '/session' },
  'session.logout': { method: 'DELETE', path: '/session' },
  'token.list': { method: 'GET', path: '/tokens' },
  'token.create': { method: 'POST', path: '/tokens' },
  'token.delete': { method: 'DELETE', path: '/tokens/:id' },
  'user.list': { method: 'GET', path: '/users' },
  'user.create': { method: 'POST', path: '/users' },
  'user.update': { method: 'PATCH', path: '/users/:id' },
  'user.change-password': { method: 'PUT', path: '/session/password' },
  'user.delete': { method: 'DELETE', path: '/users/:id' },
  'audit.list': { method: 'GET', path: '/audit' },
  'host.list': { method: 'GET', path: '/hosts' },
  'host.get': { method: 'GET', path: '/hosts/:id' },
  'host.mesh': { method: 'GET', path: '/mesh' },
  'host.invite': { method: 'POST', path: '/hosts/invitations' },
  'host.rename': { method: 'PATCH', path: '/hosts/:id' },
  'host.enter-maintenance': { method: 'POST', path: '/hosts/:id/maintenance' },
  'host.leave-maintenance': { method: 'DELETE', path: '/hosts/:id/maintenance' },
  'host.set-placement': { method: 'PATCH', path: '/hosts/:id/placement' },
  'placement.get': { method: 'GET', path: '/placement' },
  'placement.set': { method: 'PATCH', path: '/placement' },
  'host.drain': { method: 'POST', path: '/hosts/:id/drain' },
  'host.remove': { method: 'DELETE', path: '/hosts/:id' },
  'image.list': { method: 'GET', path: '/images' },
  'image.get': { method: 'GET', path: '/images/:id' },
  'image.register': { method: 'POST', path: '/images' },
  'image.delete': { method: 'DELETE', path: '/images/:id' },
  'datastore.list': { method: 'GET', path: '/datastores' },
  'network.list': { method: 'GET', path: '/networks' },
  'vm.list': { method: 'GET', path: '/vms' },
  'vm.get': { method: 'GET', path: '/vms/:id' },
  'vm.explain': { method: 'GET', path: '/vms/:id/placement' },
  'vm.create': { method: 'POST', path: '/vms' },
  'vm.start': { method: 'POST', path: '/vms/:id/start' },
  'vm.stop': { method: 'POST', path: '/vms/:id/stop' },
  'vm.kill': { method: 'POST', path: '/vms/:id/kill' },
  'vm.delete': { method: 'DELETE', path: '/vms/:id' },
  'vm.console': { method: 'POST', path: '/vms/:id/console-tickets' },
  'task.list': { method: 'GET', path: '/tasks' },
  'task.get': { method: 'GET', path: '/tasks/:id' },
  'task.cancel': { method: 'POST', path: '/tasks/:id/cancel' },
  'event.list': { method: 'GET', path: '/events' },
};

export const API_BASE = '/api/v1';
export const EVENT_STREAM_PATH = `${API_BASE}/events/stream`;
