// Original file: proto/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface SetMembersResponse {
  'version'?: (number | string | Long);
}

export interface SetMembersResponse__Output {
  'version': (number);
}
