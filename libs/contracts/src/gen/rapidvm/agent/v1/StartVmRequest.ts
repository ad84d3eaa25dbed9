// Original file: proto/agent/v1/agent.proto

import type { MachineSpec as _rapidvm_agent_v1_MachineSpec, MachineSpec__Output as _rapidvm_agent_v1_MachineSpec__Output } from '../../../rapidvm/agent/v1/MachineSpec.ts';
import type { Long } from '@grpc/proto-loader';

export interface StartVmRequest {
  'vmId'?: (string);
  'intentGeneration'?: (number | string | Long);
  'spec'?: (_rapidvm_agent_v1_MachineSpec | null);
  'replacesHostId'?: (string);
  '_replacesHostId'?: "replacesHostId";
}

export interface StartVmRequest__Output {
  'vmId': (string);
  'intentGeneration': (number);
  'spec': (_rapidvm_agent_v1_MachineSpec__Output | null);
  'replacesHostId'?: (string);
  '_replacesHostId'?: "replacesHostId";
}
