// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface SerialGap {
  'fromOffset'?: (number | string | Long);
  'toOffset'?: (number | string | Long);
}

export interface SerialGap__Output {
  'fromOffset': (number);
  'toOffset': (number);
}
