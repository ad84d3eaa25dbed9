// Original file: proto/api/v1/api.proto

import type { CpuTopology as _rapidvm_api_v1_CpuTopology, CpuTopology__Output as _rapidvm_api_v1_CpuTopology__Output } from '../../../rapidvm/api/v1/CpuTopology.ts';
import type { NumaNode as _rapidvm_api_v1_NumaNode, NumaNode__Output as _rapidvm_api_v1_NumaNode__Output } from '../../../rapidvm/api/v1/NumaNode.ts';
import type { HugePages as _rapidvm_api_v1_HugePages, HugePages__Output as _rapidvm_api_v1_HugePages__Output } from '../../../rapidvm/api/v1/HugePages.ts';
import type { Throttling as _rapidvm_api_v1_Throttling, Throttling__Output as _rapidvm_api_v1_Throttling__Output } from '../../../rapidvm/api/v1/Throttling.ts';

export interface HostHardware {
  'topology'?: (_rapidvm_api_v1_CpuTopology | null);
  'numaNodes'?: (_rapidvm_api_v1_NumaNode)[];
  'hugePages'?: (_rapidvm_api_v1_HugePages)[];
  'machineTypes'?: (string)[];
  'throttling'?: (_rapidvm_api_v1_Throttling | null);
  '_topology'?: "topology";
  '_throttling'?: "throttling";
}

export interface HostHardware__Output {
  'topology'?: (_rapidvm_api_v1_CpuTopology__Output | null);
  'numaNodes': (_rapidvm_api_v1_NumaNode__Output)[];
  'hugePages': (_rapidvm_api_v1_HugePages__Output)[];
  'machineTypes': (string)[];
  'throttling'?: (_rapidvm_api_v1_Throttling__Output | null);
  '_topology'?: "topology";
  '_throttling'?: "throttling";
}
