// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface KillVmRequest {
  'vmId'?: (string);
  'intentGeneration'?: (number | string | Long);
}

export interface KillVmRequest__Output {
  'vmId': (string);
  'intentGeneration': (number);
}
