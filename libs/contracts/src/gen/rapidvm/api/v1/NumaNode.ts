// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface NumaNode {
  'id'?: (number);
  'cpus'?: (string);
  'memoryMib'?: (number | string | Long);
}

export interface NumaNode__Output {
  'id': (number);
  'cpus': (string);
  'memoryMib': (number);
}
