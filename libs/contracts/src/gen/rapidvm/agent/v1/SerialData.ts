// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface SerialData {
  'offset'?: (number | string | Long);
  'bytes'?: (Buffer | Uint8Array | string);
}

export interface SerialData__Output {
  'offset': (number);
  'bytes': (Buffer);
}
