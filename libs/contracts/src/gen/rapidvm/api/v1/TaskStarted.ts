// Original file: proto/api/v1/api.proto

import type { Task as _rapidvm_api_v1_Task, Task__Output as _rapidvm_api_v1_Task__Output } from '../../../rapidvm/api/v1/Task.ts';

export interface TaskStarted {
  'task'?: (_rapidvm_api_v1_Task | null);
}

export interface TaskStarted__Output {
  'task': (_rapidvm_api_v1_Task__Output | null);
}
