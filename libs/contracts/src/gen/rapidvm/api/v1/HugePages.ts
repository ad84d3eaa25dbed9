// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface HugePages {
  'sizeBytes'?: (number | string | Long);
  'total'?: (number | string | Long);
  'free'?: (number | string | Long);
}

export interface HugePages__Output {
  'sizeBytes': (number);
  'total': (number);
  'free': (number);
}
