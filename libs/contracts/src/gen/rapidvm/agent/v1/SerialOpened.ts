// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface SerialOpened {
  'firstOffset'?: (number | string | Long);
  'nextOffset'?: (number | string | Long);
}

export interface SerialOpened__Output {
  'firstOffset': (number);
  'nextOffset': (number);
}
