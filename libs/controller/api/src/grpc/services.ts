/** gRPC services made from the table of operations: each method a thin door to the dispatcher. */
import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
  sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { PackageDefinition } from '@grpc/proto-loader';
import { LOADER_OPTIONS, apiDescriptor } from '@rapidvm/contracts';
import type { HandledOperation } from '@rapidvm/controller-app';
import { RapidError } from '@rapidvm/kernel';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import { GRPC_LIMITS } from '../limits.ts';
import { TOO_LARGE, UNDECODABLE, toApiRequest } from './call-request.ts';
import type { Message } from './message-mapping.ts';
import { toMessage } from './message-mapping.ts';
import type { ServiceOptions } from './service-options.ts';
import { toStatus } from './status.ts';
import { watchEvents } from './watch-events.ts';

export const API_PACKAGE = 'rapidvm.api.v1';

export interface ApiService {
  /** With its package. */
  readonly name: string;
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

export function loadApiPackage(): PackageDefinition {
  // The loader's own type does not know a namespace within a namespace.
  const descriptor: object = apiDescriptor;
  return fromJSON(descriptor, LOADER_OPTIONS);
}

export function apiServices(options: ServiceOptions): ApiService[] {
  const loaded = loadApiPackage();
  const byService = Map.groupBy(
    OPERATION_NAMES.filter((name) => name !== 'session.login' && name !== 'session.logout').filter(
      (name) => OPERATIONS[name].grpc !== null,
    ),
    (name) => String(OPERATIONS[name].grpc).split('/')[0],
  );
  return [...byService].map(([service, operations]) => {
    const name = `${API_PACKAGE}.${service}`;
    const implementation: UntypedServiceImplementation = {};
    for (const operation of operations) {
      const method = String(OPERATIONS[operation].grpc).split('/')[1] ?? '';
      implementation[method] = operation === 'event.watch' ? watch(options) : unary(options, operation);
    }
    return { name, definition: tolerant(serviceOf(loaded, name)), implementation };
  });
}

function watch(options: ServiceOptions) {
  return (call: ServerWritableStream<Message, unknown>): void => void watchEvents(options, call);
}

function unary({ dispatcher, logger }: ServiceOptions, operation: HandledOperation) {
  const answer = async (call: ServerUnaryCall<Message, unknown>): Promise<unknown> => {
    const output = await dispatcher.call(operation, toApiRequest(operation, call));
    return toMessage(OPERATIONS[operation].output, output);
  };
  return (call: ServerUnaryCall<Message, unknown>, callback: sendUnaryData<unknown>): void => {
    answer(call).then(
      (message) => callback(null, message),
      (error: unknown) => {
        if (!(error instanceof RapidError)) logger.error('A gRPC call failed', error, { operation });
        callback(toStatus(error));
      },
    );
  };
}

function serviceOf(loaded: PackageDefinition, name: string): ServiceDefinition {
  const service = loaded[name];
  if (service !== undefined && !('format' in service)) return service;
  const details = { cause: `${name} is not in proto/api/v1/api.proto` };
  throw new RapidError(
    'internal',
    'The table of operations and the gRPC contract differ',
    details,
    'Add the service to the contract',
  );
}

/** The same service, but a message that can't be decoded reaches the handler as UNDECODABLE, and one that is too large as TOO_LARGE. */
function tolerant(service: ServiceDefinition): ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]) => {
    const decode: (bytes: Buffer) => object = method.requestDeserialize;
    const requestDeserialize = (bytes: Buffer): object => {
      if (bytes.length > GRPC_LIMITS.receiveBytes) return TOO_LARGE;
      try {
        return decode(bytes);
      } catch {
        return UNDECODABLE;
      }
    };
    return [name, { ...method, requestDeserialize }] as const;
  });
  return Object.fromEntries(methods);
}
