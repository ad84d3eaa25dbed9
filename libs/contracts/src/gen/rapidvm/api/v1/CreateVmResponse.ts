// Original file: proto/api/v1/api.proto

import type { Task as _rapidvm_api_v1_Task, Task__Output as _rapidvm_api_v1_Task__Output } from '../../../rapidvm/api/v1/Task.ts';
import type { Vm as _rapidvm_api_v1_Vm, Vm__Output as _rapidvm_api_v1_Vm__Output } from '../../../rapidvm/api/v1/Vm.ts';

export interface CreateVmResponse {
  'task'?: (_rapidvm_api_v1_Task | null);
  'vm'?: (_rapidvm_api_v1_Vm | null);
}

export interface CreateVmResponse__Output {
  'task': (_rapidvm_api_v1_Task__Output | null);
  'vm': (_rapidvm_api_v1_Vm__Output | null);
}
