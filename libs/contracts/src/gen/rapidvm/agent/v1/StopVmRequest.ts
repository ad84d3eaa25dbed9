// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface StopVmRequest {
  'vmId'?: (string);
  'intentGeneration'?: (number | string | Long);
  'graceSeconds'?: (number);
}

export interface StopVmRequest__Output {
  'vmId': (string);
  'intentGeneration': (number);
  'graceSeconds': (number);
}
