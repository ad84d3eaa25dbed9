// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface SerialOpen {
  'vmId'?: (string);
  'fromOffset'?: (number | string | Long);
  'readOnly'?: (boolean);
  '_fromOffset'?: "fromOffset";
}

export interface SerialOpen__Output {
  'vmId': (string);
  'fromOffset'?: (number);
  'readOnly': (boolean);
  '_fromOffset'?: "fromOffset";
}
