// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface Room {
  'limit'?: (number | string | Long);
  'used'?: (number | string | Long);
  'inFlight'?: (number | string | Long);
}

export interface Room__Output {
  'limit': (number);
  'used': (number);
  'inFlight': (number);
}
