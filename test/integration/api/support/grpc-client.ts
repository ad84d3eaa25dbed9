/** A client of the public gRPC API made from the same contract, untyped: tests send what no typed client would. */
import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { LOADER_OPTIONS, apiDescriptor } from '@rapidvm/contracts';
import type { ErrorRecord } from '@rapidvm/kernel';

const descriptor: object = apiDescriptor;
export const API = fromJSON(descriptor, LOADER_OPTIONS);

/** What tests read of messages without a look at their shape. */
export interface Numbered {
  readonly cursor: number;
}

export interface GrpcAnswer {
  readonly status: grpc.status;
  readonly error: ErrorRecord | null;
  readonly message: unknown;
}

export interface GrpcClient {
  /** `method`: Service/Method. */
  call(method: string, message: object, metadata?: Record<string, string>): Promise<GrpcAnswer>;
  raw(path: string, bytes: Buffer, metadata?: Record<string, string>): Promise<GrpcAnswer>;
  watch(message: object, metadata: Record<string, string>): grpc.ClientReadableStream<Numbered>;
  close(): void;
}

export function createGrpcClient(port: number, ca: string): GrpcClient {
  const client = new grpc.Client(`localhost:${port}`, grpc.credentials.createSsl(Buffer.from(ca)), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const unary = <M>(
    path: string,
    serialize: (value: M) => Buffer,
    deserialize: (bytes: Buffer) => unknown,
    message: M,
    headers = {},
  ) =>
    new Promise<GrpcAnswer>((resolve) => {
      const options = { deadline: Date.now() + 20_000 };
      client.makeUnaryRequest(path, serialize, deserialize, message, metadataOf(headers), options, (error, answer) =>
        resolve({ status: error?.code ?? grpc.status.OK, error: error === null ? null : errorOf(error), message: answer }),
      );
    });
  return {
    call(method, message, headers) {
      const { path, requestSerialize, responseDeserialize } = methodOf(method);
      return unary(path, requestSerialize, responseDeserialize, message, headers);
    },
    raw: (path, bytes, headers) =>
      unary(
        path,
        (value: Buffer) => value,
        (value) => value,
        bytes,
        headers,
      ),
    watch(message, headers) {
      const { path, requestSerialize, responseDeserialize } = methodOf('EventService/WatchEvents');
      return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, message, metadataOf(headers));
    },
    close: () => client.close(),
  };
}

export function methodOf(name: string): grpc.MethodDefinition<object, Numbered> {
  const [service, method] = name.split('/') as [string, string];
  const found: grpc.MethodDefinition<object, Numbered> | undefined = (
    API[`rapidvm.api.v1.${service}`] as grpc.ServiceDefinition | undefined
  )?.[method];
  if (found === undefined) throw new Error(`${name} is not in the contract`);
  return found;
}

export function errorOf(error: grpc.ServiceError): ErrorRecord | null {
  const bytes = error.metadata.get('rapidvm-error-bin')[0];
  return bytes === undefined ? null : (JSON.parse(String(bytes)) as ErrorRecord);
}

function metadataOf(headers: Record<string, string>): grpc.Metadata {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return metadata;
}
