// Original file: proto/agent/v1/agent.proto

import type { HostInventory as _rapidvm_agent_v1_HostInventory, HostInventory__Output as _rapidvm_agent_v1_HostInventory__Output } from '../../../rapidvm/agent/v1/HostInventory.ts';
import type { HostLoad as _rapidvm_agent_v1_HostLoad, HostLoad__Output as _rapidvm_agent_v1_HostLoad__Output } from '../../../rapidvm/agent/v1/HostLoad.ts';
import type { HostHardware as _rapidvm_agent_v1_HostHardware, HostHardware__Output as _rapidvm_agent_v1_HostHardware__Output } from '../../../rapidvm/agent/v1/HostHardware.ts';
import type { Long } from '@grpc/proto-loader';

export interface HostFacts {
  'hostId'?: (string);
  'version'?: (number | string | Long);
  'inventory'?: (_rapidvm_agent_v1_HostInventory | null);
  'load'?: (_rapidvm_agent_v1_HostLoad | null);
  'changeStamp'?: (number | string | Long);
  'hardware'?: (_rapidvm_agent_v1_HostHardware | null);
  '_hardware'?: "hardware";
}

export interface HostFacts__Output {
  'hostId': (string);
  'version': (number);
  'inventory': (_rapidvm_agent_v1_HostInventory__Output | null);
  'load': (_rapidvm_agent_v1_HostLoad__Output | null);
  'changeStamp': (number);
  'hardware'?: (_rapidvm_agent_v1_HostHardware__Output | null);
  '_hardware'?: "hardware";
}
