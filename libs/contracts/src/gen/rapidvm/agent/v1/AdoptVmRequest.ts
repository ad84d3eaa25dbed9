// Original file: proto/agent/v1/agent.proto

import type { MachineSpec as _rapidvm_agent_v1_MachineSpec, MachineSpec__Output as _rapidvm_agent_v1_MachineSpec__Output } from '../../../rapidvm/agent/v1/MachineSpec.ts';
import type { Long } from '@grpc/proto-loader';

export interface AdoptVmRequest {
  'spec'?: (_rapidvm_agent_v1_MachineSpec | null);
  'intentGeneration'?: (number | string | Long);
  'checkOnly'?: (boolean);
  'replacesHostId'?: (string);
  '_replacesHostId'?: "replacesHostId";
}

export interface AdoptVmRequest__Output {
  'spec': (_rapidvm_agent_v1_MachineSpec__Output | null);
  'intentGeneration': (number);
  'checkOnly': (boolean);
  'replacesHostId'?: (string);
  '_replacesHostId'?: "replacesHostId";
}
