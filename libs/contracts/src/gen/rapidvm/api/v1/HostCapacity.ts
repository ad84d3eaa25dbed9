// Original file: proto/api/v1/api.proto

import type { Room as _rapidvm_api_v1_Room, Room__Output as _rapidvm_api_v1_Room__Output } from '../../../rapidvm/api/v1/Room.ts';

export interface HostCapacity {
  'memoryMib'?: (_rapidvm_api_v1_Room | null);
  'cpus'?: (_rapidvm_api_v1_Room | null);
}

export interface HostCapacity__Output {
  'memoryMib': (_rapidvm_api_v1_Room__Output | null);
  'cpus': (_rapidvm_api_v1_Room__Output | null);
}
