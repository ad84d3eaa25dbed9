// Original file: proto/api/v1/api.proto

import type { Vm as _rapidvm_api_v1_Vm, Vm__Output as _rapidvm_api_v1_Vm__Output } from '../../../rapidvm/api/v1/Vm.ts';

export interface ListVmsResponse {
  'items'?: (_rapidvm_api_v1_Vm)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListVmsResponse__Output {
  'items': (_rapidvm_api_v1_Vm__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
