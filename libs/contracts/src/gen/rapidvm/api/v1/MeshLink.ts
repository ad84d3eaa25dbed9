// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface MeshLink {
  'linked'?: (boolean);
  'silentMs'?: (number | string | Long);
  '_silentMs'?: "silentMs";
}

export interface MeshLink__Output {
  'linked': (boolean);
  'silentMs'?: (number);
  '_silentMs'?: "silentMs";
}
