import type { ServiceError } from '@grpc/grpc-js';
import { Metadata } from '@grpc/grpc-js';
import { toErrorRecord } from '@rapidvm/kernel';
import { CODE_PLACES, publicRecord } from '../dispatch/error-status.ts';

/** Trailing metadata that carries the coded error as JSON; binary, for messages may hold any character. */
export const ERROR_METADATA = 'rapidvm-error-bin';

/** Any thrown value as a gRPC status with the coded error beside it. */
export function toStatus(error: unknown): Pick<ServiceError, 'code' | 'details' | 'metadata'> {
  const record = publicRecord(toErrorRecord(error));
  const metadata = new Metadata();
  metadata.set(ERROR_METADATA, Buffer.from(JSON.stringify(record)));
  return { code: CODE_PLACES[record.code].grpc, details: record.message, metadata };
}
