// Original file: proto/agent/v1/agent.proto

import type { VmReport as _rapidvm_agent_v1_VmReport, VmReport__Output as _rapidvm_agent_v1_VmReport__Output } from '../../../rapidvm/agent/v1/VmReport.ts';

export interface ListVmsResponse {
  'reports'?: (_rapidvm_agent_v1_VmReport)[];
}

export interface ListVmsResponse__Output {
  'reports': (_rapidvm_agent_v1_VmReport__Output)[];
}
