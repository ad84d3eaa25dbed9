// Original file: proto/agent/v1/agent.proto

import type { DatastorePath as _rapidvm_agent_v1_DatastorePath, DatastorePath__Output as _rapidvm_agent_v1_DatastorePath__Output } from '../../../rapidvm/agent/v1/DatastorePath.ts';

export interface BaseImage {
  'file'?: (_rapidvm_agent_v1_DatastorePath | null);
  'format'?: (string);
}

export interface BaseImage__Output {
  'file': (_rapidvm_agent_v1_DatastorePath__Output | null);
  'format': (string);
}
