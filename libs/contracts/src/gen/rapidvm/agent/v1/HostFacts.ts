// Original file: proto/agent/v1/agent.proto

import type { HostInventory as _rapidvm_agent_v1_HostInventory, HostInventory__Output as _rapidvm_agent_v1_HostInventory__Output } from '../../../rapidvm/agent/v1/HostInventory.ts';
import type { HostLoad as _rapidvm_agent_v1_HostLoad, HostLoad__Output as _rapidvm_agent_v1_HostLoad__Output } from '../../../rapidvm/agent/v1/HostLoad.ts';
import type { Long } from '@grpc/proto-loader';

export interface HostFacts {
  'hostId'?: (string);
  'version'?: (number | string | Long);
  'inventory'?: (_rapidvm_agent_v1_HostInventory | null);
  'load'?: (_rapidvm_agent_v1_HostLoad | null);
  'changeStamp'?: (number | string | Long);
}

export interface HostFacts__Output {
  'hostId': (string);
  'version': (number);
  'inventory': (_rapidvm_agent_v1_HostInventory__Output | null);
  'load': (_rapidvm_agent_v1_HostLoad__Output | null);
  'changeStamp': (number);
}
