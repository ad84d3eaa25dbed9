// Original file: proto/api/v1/api.proto

import type { PlacementRule as _rapidvm_api_v1_PlacementRule, PlacementRule__Output as _rapidvm_api_v1_PlacementRule__Output } from '../../../rapidvm/api/v1/PlacementRule.ts';

export interface VmPlacement {
  'accelerator'?: (string);
  'cpuModel'?: (string);
  'cpuFlags'?: (string)[];
  'rules'?: (_rapidvm_api_v1_PlacementRule)[];
  '_cpuModel'?: "cpuModel";
}

export interface VmPlacement__Output {
  'accelerator': (string);
  'cpuModel'?: (string);
  'cpuFlags': (string)[];
  'rules': (_rapidvm_api_v1_PlacementRule__Output)[];
  '_cpuModel'?: "cpuModel";
}
