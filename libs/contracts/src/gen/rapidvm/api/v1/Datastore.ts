// Original file: proto/api/v1/api.proto

import type { DatastoreOnHost as _rapidvm_api_v1_DatastoreOnHost, DatastoreOnHost__Output as _rapidvm_api_v1_DatastoreOnHost__Output } from '../../../rapidvm/api/v1/DatastoreOnHost.ts';

export interface Datastore {
  'name'?: (string);
  'kind'?: (string);
  'hosts'?: (_rapidvm_api_v1_DatastoreOnHost)[];
}

export interface Datastore__Output {
  'name': (string);
  'kind': (string);
  'hosts': (_rapidvm_api_v1_DatastoreOnHost__Output)[];
}
