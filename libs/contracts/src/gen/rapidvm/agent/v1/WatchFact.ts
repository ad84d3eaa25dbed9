// Original file: proto/agent/v1/agent.proto

import type { VmReport as _rapidvm_agent_v1_VmReport, VmReport__Output as _rapidvm_agent_v1_VmReport__Output } from '../../../rapidvm/agent/v1/VmReport.ts';
import type { ListVmsResponse as _rapidvm_agent_v1_ListVmsResponse, ListVmsResponse__Output as _rapidvm_agent_v1_ListVmsResponse__Output } from '../../../rapidvm/agent/v1/ListVmsResponse.ts';
import type { HostFacts as _rapidvm_agent_v1_HostFacts, HostFacts__Output as _rapidvm_agent_v1_HostFacts__Output } from '../../../rapidvm/agent/v1/HostFacts.ts';
import type { Heartbeat as _rapidvm_agent_v1_Heartbeat, Heartbeat__Output as _rapidvm_agent_v1_Heartbeat__Output } from '../../../rapidvm/agent/v1/Heartbeat.ts';

export interface WatchFact {
  'report'?: (_rapidvm_agent_v1_VmReport | null);
  'complete'?: (_rapidvm_agent_v1_ListVmsResponse | null);
  'host'?: (_rapidvm_agent_v1_HostFacts | null);
  'heartbeat'?: (_rapidvm_agent_v1_Heartbeat | null);
  'fact'?: "report"|"complete"|"host"|"heartbeat";
}

export interface WatchFact__Output {
  'report'?: (_rapidvm_agent_v1_VmReport__Output | null);
  'complete'?: (_rapidvm_agent_v1_ListVmsResponse__Output | null);
  'host'?: (_rapidvm_agent_v1_HostFacts__Output | null);
  'heartbeat'?: (_rapidvm_agent_v1_Heartbeat__Output | null);
  'fact'?: "report"|"complete"|"host"|"heartbeat";
}
