// Original file: proto/agent/v1/agent.proto

import type { VmReport as _rapidvm_agent_v1_VmReport, VmReport__Output as _rapidvm_agent_v1_VmReport__Output } from '../../../rapidvm/agent/v1/VmReport.ts';

export interface AdoptVmResponse {
  'report'?: (_rapidvm_agent_v1_VmReport | null);
  '_report'?: "report";
}

export interface AdoptVmResponse__Output {
  'report'?: (_rapidvm_agent_v1_VmReport__Output | null);
  '_report'?: "report";
}
