/**
 * The one table of operations. Each row names an operation, its permission, its REST route, its gRPC method and its CLI verb; REST, gRPC,
 * CLI, OpenAPI, the authorisation tests and the docs are made from it, and a test fails when one of them lacks a row.
 */
import { EVENT_KINDS, ROLES, TASK_STATES, VM_STATES } from '@rapidvm/domain';
import { z } from 'zod';
import { MESH_OPERATIONS } from './mesh-operations.ts';
import type { OperationShape } from './operation.ts';
import { PAGE_LIMITS, page, pageInput } from './paging.ts';
import { HOST_SERVICE_OPERATIONS } from './host-service-operations.ts';
import { PLACEMENT_OPERATIONS } from './placement-operations.ts';
import * as s from './schemas.ts';
import { USER_OPERATIONS } from './user-operations.ts';

const byId = z.object({ id: s.idSchema });
const empty = z.object({});
const taskStarted = z.object({ task: s.taskSchema });
const ids = z.array(s.idSchema).max(PAGE_LIMITS.maxItems).optional().describe('Only these; the way to refresh rows one has');
const name = z.string().max(128).optional().describe('Only the one with this name');

export const OPERATIONS = {
  'session.login': {
    summary: 'Log in with name and password',
    permission: 'public',
    rest: { method: 'POST', path: '/session' },
    grpc: null,
    cli: 'login',
    input: z.object({ username: z.string().min(1).max(128), password: z.string().min(1).max(1024) }),
    output: s.sessionSchema,
    effect: 'change',
  },
  'session.get': {
    summary: 'Who am I and what may I do',
    permission: 'self',
    rest: { method: 'GET', path: '/session' },
    grpc: 'AccessService/GetSession',
    cli: 'whoami',
    input: empty,
    output: s.sessionSchema,
    effect: 'read',
  },
  'session.logout': {
    summary: 'End this session',
    permission: 'self',
    rest: { method: 'DELETE', path: '/session' },
    grpc: null,
    cli: 'logout',
    input: empty,
    output: empty,
    effect: 'change',
  },
  'token.list': {
    summary: 'List API tokens (an admin sees all, others their own)',
    permission: 'self',
    rest: { method: 'GET', path: '/tokens' },
    grpc: 'AccessService/ListTokens',
    cli: 'token list',
    input: pageInput,
    output: page(s.tokenSchema),
    effect: 'read',
  },
  'token.create': {
    summary: 'Make an API token; its secret is shown this once',
    permission: 'self',
    rest: { method: 'POST', path: '/tokens' },
    grpc: 'AccessService/CreateToken',
    cli: 'token create',
    input: z.object({
      name: z.string().min(1).max(128),
      role: z.enum(ROLES).optional().describe('At most your own role, which is the default'),
      expiresInDays: z
        .int()
        .min(1)
        .max(3650)
        .optional()
        .describe(
          'Days until it expires, no more than the token that asks has left; absent: as many as that, or for ever where a browser asks',
        ),
    }),
    output: z.object({ token: s.tokenSchema, secret: z.string() }),
    effect: 'change',
  },
  'token.delete': {
    summary: 'Revoke an API token',
    permission: 'self',
    rest: { method: 'DELETE', path: '/tokens/:id' },
    grpc: 'AccessService/DeleteToken',
    cli: 'token delete',
    input: byId,
    output: empty,
    effect: 'change',
  },
  'user.list': USER_OPERATIONS['user.list'],
  'user.create': USER_OPERATIONS['user.create'],
  'user.update': USER_OPERATIONS['user.update'],
  'user.change-password': USER_OPERATIONS['user.change-password'],
  'user.delete': USER_OPERATIONS['user.delete'],
  'audit.list': {
    summary: 'Who changed what, newest first',
    permission: 'admin',
    rest: { method: 'GET', path: '/audit' },
    grpc: 'AccessService/ListAudit',
    cli: 'audit list',
    input: pageInput,
    output: page(s.auditEntrySchema),
    effect: 'read',
  },
  'host.list': {
    summary: 'List hosts',
    permission: 'view',
    rest: { method: 'GET', path: '/hosts' },
    grpc: 'HostService/ListHosts',
    cli: 'host list',
    input: pageInput.extend({ ids, name }),
    output: page(s.hostSchema),
    effect: 'read',
  },
  'host.get': {
    summary: 'Show a host',
    permission: 'view',
    rest: { method: 'GET', path: '/hosts/:id' },
    grpc: 'HostService/GetHost',
    cli: 'host show',
    input: byId,
    output: s.hostSchema,
    effect: 'read',
  },
  'host.invite': {
    summary: 'Make a one-time token with which a host can join',
    permission: 'admin',
    rest: { method: 'POST', path: '/hosts/invitations' },
    grpc: 'HostService/InviteHost',
    cli: 'host invite',
    input: z.object({ validMinutes: z.int().min(1).max(1440).default(60) }),
    output: z.object({
      joinToken: z.string(),
      command: z
        .string()
        .nullable()
        .describe('One line to be pasted as root on the new machine; null: this controller has no agent to give'),
      expiresAt: z.string(),
    }),
    effect: 'change',
  },
  'host.rename': {
    summary: 'Give a host another name; its identity and its VMs stay',
    permission: 'admin',
    rest: { method: 'PATCH', path: '/hosts/:id' },
    grpc: 'HostService/RenameHost',
    cli: 'host rename',
    input: byId.extend({ name: s.vmNameSchema.describe('New name') }),
    output: s.hostSchema,
    effect: 'change',
  },
  'host.enter-maintenance': HOST_SERVICE_OPERATIONS['host.enter-maintenance'],
  'host.leave-maintenance': HOST_SERVICE_OPERATIONS['host.leave-maintenance'],
  'host.drain': HOST_SERVICE_OPERATIONS['host.drain'],
  'host.remove': {
    summary: 'Remove a host and lock it out at once; by force also one that has VMs, which are then unknown',
    permission: 'admin',
    rest: { method: 'DELETE', path: '/hosts/:id' },
    grpc: 'HostService/RemoveHost',
    cli: 'host remove',
    input: byId.extend({
      force: z
        .boolean()
        .default(false)
        .describe('Even with VMs: they stay, unknown, until they are deleted or the host joins again'),
    }),
    output: taskStarted,
    effect: 'task',
  },
  'enrolment.join': {
    summary: 'For agents: join with a one-time token and a key of their own',
    permission: 'public',
    rest: { method: 'POST', path: '/enrolment/join' },
    grpc: null,
    cli: null,
    input: z.object({
      tokenId: s.idSchema,
      secret: z.string().min(16).max(128),
      hostName: s.vmNameSchema,
      ...s.signedByHost,
      signature: s.hostSignature('"rapidvm-join-v2", tokenId, hostName'),
    }),
    output: z.object({
      hostId: s.idSchema,
      certificate: z.string(),
      caCertificate: z.string(),
      controllerUrls: z.array(z.string()),
      members: s.memberTableSchema,
    }),
    effect: 'change',
  },
  'enrolment.renew': {
    summary: 'For agents: renew the certificate, proven by the key it was issued for',
    permission: 'public',
    rest: { method: 'POST', path: '/enrolment/renew' },
    grpc: null,
    cli: null,
    input: z.object({
      hostId: s.idSchema,
      ...s.signedByHost,
      signature: s.hostSignature('"rapidvm-renew-v2", hostId'),
    }),
    output: z.object({ certificate: z.string(), members: s.memberTableSchema }),
    effect: 'change',
  },
  'enrolment.hello': {
    summary: 'For agents: here I am, at these addresses, in this start',
    permission: 'public',
    rest: { method: 'POST', path: '/enrolment/hello' },
    grpc: null,
    cli: null,
    input: z.object({
      hostId: s.idSchema,
      ...s.signedByHost,
      instance: z
        .string()
        .regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits')
        .describe('Random name of this start of the agent'),
      sequence: z.int().min(1).describe('Grows with each hello of one start'),
      protocol: z.int().min(0).describe('Version of the protocol it speaks'),
      signature: s.hostSignature('"rapidvm-hello-v1", hostId, instance, sequence, protocol'),
    }),
    output: z.object({ hostName: z.string(), protocol: z.int(), members: s.memberTableSchema }),
    effect: 'change',
  },
  'image.list': {
    summary: 'List images',
    permission: 'view',
    rest: { method: 'GET', path: '/images' },
    grpc: 'ImageService/ListImages',
    cli: 'image list',
    input: pageInput.extend({ name }),
    output: page(s.imageSchema),
    effect: 'read',
  },
  'image.get': {
    summary: 'Show an image',
    permission: 'view',
    rest: { method: 'GET', path: '/images/:id' },
    grpc: 'ImageService/GetImage',
    cli: 'image show',
    input: byId,
    output: s.imageSchema,
    effect: 'read',
  },
  'image.register': {
    summary: 'Register files that lie in a datastore as an image; they are checked first',
    permission: 'edit',
    rest: { method: 'POST', path: '/images' },
    grpc: 'ImageService/RegisterImage',
    cli: 'image register',
    input: s.imageRegisterSchema,
    output: taskStarted,
    effect: 'task',
  },
  'image.delete': {
    summary: 'Forget an image that no VM uses; its files stay',
    permission: 'edit',
    rest: { method: 'DELETE', path: '/images/:id' },
    grpc: 'ImageService/DeleteImage',
    cli: 'image delete',
    input: byId,
    output: taskStarted,
    effect: 'task',
  },
  'datastore.list': {
    summary: 'List datastores',
    permission: 'view',
    rest: { method: 'GET', path: '/datastores' },
    grpc: 'ImageService/ListDatastores',
    cli: 'datastore list',
    input: pageInput,
    output: page(s.datastoreSchema),
    effect: 'read',
  },
  'network.list': {
    summary: 'List networks',
    permission: 'view',
    rest: { method: 'GET', path: '/networks' },
    grpc: 'ImageService/ListNetworks',
    cli: 'network list',
    input: pageInput,
    output: page(s.networkSchema),
    effect: 'read',
  },
  'vm.list': {
    summary: 'List VMs',
    permission: 'view',
    rest: { method: 'GET', path: '/vms' },
    grpc: 'VmService/ListVms',
    cli: 'vm list',
    input: pageInput.extend({
      ids,
      name,
      search: z.string().max(128).optional().describe('Part of the name or of a label'),
      states: z.array(z.enum(VM_STATES)).optional(),
      hostId: s.idSchema.optional(),
    }),
    output: page(s.vmSchema),
    effect: 'read',
  },
  'vm.get': {
    summary: 'Show a VM',
    permission: 'view',
    rest: { method: 'GET', path: '/vms/:id' },
    grpc: 'VmService/GetVm',
    cli: 'vm show',
    input: byId,
    output: s.vmSchema,
    effect: 'read',
  },
  'vm.create': {
    summary: 'Create a VM from an image',
    permission: 'edit',
    rest: { method: 'POST', path: '/vms' },
    grpc: 'VmService/CreateVm',
    cli: 'vm create',
    input: s.vmCreateSchema,
    output: z.object({ task: s.taskSchema, vm: s.vmSchema }),
    effect: 'task',
  },
  'vm.start': {
    summary: 'Start a VM',
    permission: 'operate',
    rest: { method: 'POST', path: '/vms/:id/start' },
    grpc: 'VmService/StartVm',
    cli: 'vm start',
    input: byId.extend({
      host: s.otherHostSchema,
      force: z
        .boolean()
        .default(false)
        .describe('Take the disks from the host that had it, which I know to run nothing any more: pull its plug first'),
    }),
    output: taskStarted,
    effect: 'task',
  },
  'vm.stop': {
    summary: 'Press the power button; ends the VM when the guest has not after the grace time',
    permission: 'operate',
    rest: { method: 'POST', path: '/vms/:id/stop' },
    grpc: 'VmService/StopVm',
    cli: 'vm stop',
    input: byId.extend({ graceSeconds: s.graceSchema }),
    output: taskStarted,
    effect: 'task',
  },
  'vm.kill': {
    summary: 'End a VM at once, as if its plug were pulled',
    permission: 'operate',
    rest: { method: 'POST', path: '/vms/:id/kill' },
    grpc: 'VmService/KillVm',
    cli: 'vm kill',
    input: byId,
    output: taskStarted,
    effect: 'task',
  },
  'vm.delete': {
    summary: 'Delete a VM and its disks',
    permission: 'edit',
    rest: { method: 'DELETE', path: '/vms/:id' },
    grpc: 'VmService/DeleteVm',
    cli: 'vm delete',
    input: byId,
    output: taskStarted,
    effect: 'task',
  },
  'vm.console': {
    summary: 'Get a single-use ticket for a console',
    permission: 'operate',
    rest: { method: 'POST', path: '/vms/:id/console-tickets' },
    grpc: 'VmService/OpenConsole',
    cli: 'vm console',
    input: byId.extend({ kind: z.enum(['serial', 'screen']), readOnly: z.boolean().default(false) }),
    output: z.object({
      ticket: z.string(),
      expiresAt: z.string(),
      path: z.string().describe('WebSocket path on this server'),
      protocol: z.string().describe('First WebSocket subprotocol; the second is "rapidvm.ticket." followed by the ticket'),
    }),
    effect: 'change',
  },
  'task.list': {
    summary: 'List tasks, newest first',
    permission: 'view',
    rest: { method: 'GET', path: '/tasks' },
    grpc: 'TaskService/ListTasks',
    cli: 'task list',
    input: pageInput.extend({ ids, states: z.array(z.enum(TASK_STATES)).optional(), subjectId: s.idSchema.optional() }),
    output: page(s.taskSchema),
    effect: 'read',
  },
  'task.get': {
    summary: 'Show a task',
    permission: 'view',
    rest: { method: 'GET', path: '/tasks/:id' },
    grpc: 'TaskService/GetTask',
    cli: 'task show',
    input: byId,
    output: s.taskSchema,
    effect: 'read',
  },
  'task.cancel': {
    summary: 'Ask a task to stop; what it did is undone',
    permission: 'operate',
    rest: { method: 'POST', path: '/tasks/:id/cancel' },
    grpc: 'TaskService/CancelTask',
    cli: 'task cancel',
    input: byId,
    output: s.taskSchema,
    effect: 'change',
  },
  'event.list': {
    summary: 'List events, newest first',
    permission: 'view',
    rest: { method: 'GET', path: '/events' },
    grpc: 'EventService/ListEvents',
    cli: 'event list',
    input: pageInput.extend({ subjectId: z.string().max(64).optional(), kinds: z.array(z.enum(EVENT_KINDS)).optional() }),
    output: page(s.eventSchema),
    effect: 'read',
  },
  'event.watch': {
    summary: 'Follow events from a cursor; over REST this is the WebSocket /events/stream',
    permission: 'view',
    rest: { method: 'STREAM', path: '/events/stream' },
    grpc: 'EventService/WatchEvents',
    cli: 'event watch',
    input: z.object({ after: z.int().min(0).optional().describe('Cursor of the last event seen; absent: only new ones') }),
    output: s.eventSchema,
    effect: 'stream',
  },
  ...PLACEMENT_OPERATIONS,
  ...MESH_OPERATIONS,
} as const satisfies Readonly<Record<string, OperationShape>>;

export type OperationName = keyof typeof OPERATIONS;
/** What a caller sends, defaults not yet filled in. */
export type OperationRequest<K extends OperationName> = z.input<(typeof OPERATIONS)[K]['input']>;
/** What a handler gets: checked, defaults filled in. */
export type OperationInput<K extends OperationName> = z.output<(typeof OPERATIONS)[K]['input']>;
export type OperationOutput<K extends OperationName> = z.output<(typeof OPERATIONS)[K]['output']>;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];
