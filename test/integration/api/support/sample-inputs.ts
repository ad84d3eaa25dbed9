/** One valid input for each operation that needs more than nothing. */
import type { OperationName, OperationRequest } from '@rapidvm/operations';
import { SAMPLE_ID } from './sample-outputs.ts';

const id = SAMPLE_ID;
const publicKey = `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(60)}\n-----END PUBLIC KEY-----\n`;
const agent = { publicKey, agentAddress: '127.0.0.1:7443', meshAddresses: [], signature: 'A'.repeat(86) };

export const SAMPLE_INPUTS: { readonly [K in OperationName]: OperationRequest<K> } = {
  'session.login': { username: 'admin', password: 'right' },
  'session.get': {},
  'session.logout': {},
  'token.list': {},
  'token.create': { name: 'script' },
  'token.delete': { id },
  'user.list': {},
  'user.create': { name: 'ann', password: 'a long enough password', role: 'viewer' },
  'user.update': { id, role: 'editor' },
  'user.delete': { id },
  'audit.list': {},
  'host.list': {},
  'host.get': { id },
  'host.invite': { validMinutes: 5 },
  'host.rename': { id, name: 'pi-5' },
  'host.enter-maintenance': { id },
  'host.leave-maintenance': { id },
  'host.set-placement': { id, rack: 'a', labels: { disk: 'ssd' } },
  'placement.get': {},
  'placement.set': { memoryRatio: 1.5 },
  'host.remove': { id, force: true },
  'enrolment.join': { ...agent, tokenId: id, secret: 'S'.repeat(43), hostName: 'pi-4' },
  'enrolment.renew': { ...agent, hostId: id },
  'enrolment.hello': { ...agent, hostId: id, instance: 'a'.repeat(32), sequence: 1, protocol: 2 },
  'image.list': {},
  'image.get': { id },
  'image.register': { name: 'debian', architecture: 'x86_64', diskPath: 'debian.qcow2' },
  'image.delete': { id },
  'datastore.list': {},
  'network.list': {},
  'vm.list': { limit: 10, states: ['running'] },
  'vm.get': { id },
  'vm.create': { name: 'hello', image: 'debian', memoryMiB: 512, labels: { team: 'a' } },
  'vm.explain': { id },
  'vm.start': { id },
  'vm.stop': { id, graceSeconds: 3 },
  'vm.kill': { id },
  'vm.delete': { id },
  'vm.console': { id, kind: 'serial' },
  'task.list': {},
  'task.get': { id },
  'task.cancel': { id },
  'event.list': { kinds: ['vm.created'] },
  'event.watch': { after: 0 },
};
