// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface VmDisk {
  'name'?: (string);
  'sizeMib'?: (number | string | Long);
  '_sizeMib'?: "sizeMib";
}

export interface VmDisk__Output {
  'name': (string);
  'sizeMib'?: (number);
  '_sizeMib'?: "sizeMib";
}
