// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface Datastore {
  'name'?: (string);
  'totalBytes'?: (number | string | Long);
  'freeBytes'?: (number | string | Long);
  'id'?: (string);
  '_id'?: "id";
}

export interface Datastore__Output {
  'name': (string);
  'totalBytes': (number);
  'freeBytes': (number);
  'id'?: (string);
  '_id'?: "id";
}
