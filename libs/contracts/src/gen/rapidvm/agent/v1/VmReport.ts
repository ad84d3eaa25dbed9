// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface VmReport {
  'vmId'?: (string);
  'generation'?: (number | string | Long);
  'intentGeneration'?: (number | string | Long);
  'state'?: (string);
  'reason'?: (string);
  'accelerator'?: (string);
  'restarts'?: (number);
  'lastErrorJson'?: (string);
  '_reason'?: "reason";
  '_accelerator'?: "accelerator";
  '_lastErrorJson'?: "lastErrorJson";
}

export interface VmReport__Output {
  'vmId': (string);
  'generation': (number);
  'intentGeneration': (number);
  'state': (string);
  'reason'?: (string);
  'accelerator'?: (string);
  'restarts': (number);
  'lastErrorJson'?: (string);
  '_reason'?: "reason";
  '_accelerator'?: "accelerator";
  '_lastErrorJson'?: "lastErrorJson";
}
