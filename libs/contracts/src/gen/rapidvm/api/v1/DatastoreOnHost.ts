// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface DatastoreOnHost {
  'hostId'?: (string);
  'hostName'?: (string);
  'totalBytes'?: (number | string | Long);
  'freeBytes'?: (number | string | Long);
}

export interface DatastoreOnHost__Output {
  'hostId': (string);
  'hostName': (string);
  'totalBytes': (number);
  'freeBytes': (number);
}
