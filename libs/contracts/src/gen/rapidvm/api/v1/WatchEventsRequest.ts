// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface WatchEventsRequest {
  'after'?: (number | string | Long);
  '_after'?: "after";
}

export interface WatchEventsRequest__Output {
  'after'?: (number);
  '_after'?: "after";
}
