// Original file: proto/api/v1/api.proto

import type { TaskSubject as _rapidvm_api_v1_TaskSubject, TaskSubject__Output as _rapidvm_api_v1_TaskSubject__Output } from '../../../rapidvm/api/v1/TaskSubject.ts';
import type { Long } from '@grpc/proto-loader';

export interface Event {
  'cursor'?: (number | string | Long);
  'at'?: (string);
  'kind'?: (string);
  'subject'?: (_rapidvm_api_v1_TaskSubject | null);
  'message'?: (string);
  'data'?: ({[key: string]: string});
}

export interface Event__Output {
  'cursor': (number);
  'at': (string);
  'kind': (string);
  'subject': (_rapidvm_api_v1_TaskSubject__Output | null);
  'message': (string);
  'data': ({[key: string]: string});
}
