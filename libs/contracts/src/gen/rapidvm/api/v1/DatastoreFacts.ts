// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface DatastoreFacts {
  'name'?: (string);
  'totalBytes'?: (number | string | Long);
  'freeBytes'?: (number | string | Long);
}

export interface DatastoreFacts__Output {
  'name': (string);
  'totalBytes': (number);
  'freeBytes': (number);
}
