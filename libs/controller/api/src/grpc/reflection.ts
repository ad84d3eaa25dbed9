import { ReflectionService } from '@grpc/reflection';
import { fromJSON } from '@grpc/proto-loader';
import { LOADER_OPTIONS, apiDescriptor } from '@rapidvm/contracts';

/** Describes the API to tools such as grpcurl, with field names as proto/api/v1/api.proto spells them. */
export function createReflection(): ReflectionService {
  const descriptor: object = withProtoNames(apiDescriptor as Descriptor);
  return new ReflectionService(fromJSON(descriptor, LOADER_OPTIONS));
}

const protoName = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Descriptor {
  readonly fields?: Readonly<Record<string, object>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
  readonly nested?: Readonly<Record<string, Descriptor>>;
}

/** Our descriptors carry camelCase names, for proto-loader takes them as they are. */
function withProtoNames(descriptor: Descriptor): Descriptor {
  const rename = <T, U>(
    record: Readonly<Record<string, T>>,
    name: (key: string) => string,
    value: (item: T) => U,
  ): Record<string, U> => Object.fromEntries(Object.entries(record).map(([key, item]) => [name(key), value(item)]));
  const { fields, oneofs, nested } = descriptor;
  return {
    ...descriptor,
    ...(fields === undefined ? {} : { fields: rename(fields, protoName, (field) => field) }),
    ...(oneofs === undefined ? {} : { oneofs: rename(oneofs, protoName, ({ oneof }) => ({ oneof: oneof.map(protoName) })) }),
    ...(nested === undefined ? {} : { nested: rename(nested, (key) => key, withProtoNames) }),
  };
}
