// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface ImageFacts {
  'format'?: (string);
  'virtualBytes'?: (number | string | Long);
  'sha256'?: (string);
}

export interface ImageFacts__Output {
  'format': (string);
  'virtualBytes': (number);
  'sha256': (string);
}
