// Original file: proto/api/v1/api.proto

import type { Task as _rapidvm_api_v1_Task, Task__Output as _rapidvm_api_v1_Task__Output } from '../../../rapidvm/api/v1/Task.ts';

export interface ListTasksResponse {
  'items'?: (_rapidvm_api_v1_Task)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListTasksResponse__Output {
  'items': (_rapidvm_api_v1_Task__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
