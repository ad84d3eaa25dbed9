// Original file: proto/agent/v1/agent.proto

import type { DatastorePath as _rapidvm_agent_v1_DatastorePath, DatastorePath__Output as _rapidvm_agent_v1_DatastorePath__Output } from '../../../rapidvm/agent/v1/DatastorePath.ts';

export interface InspectImageRequest {
  'file'?: (_rapidvm_agent_v1_DatastorePath | null);
  'plain'?: (boolean);
}

export interface InspectImageRequest__Output {
  'file': (_rapidvm_agent_v1_DatastorePath__Output | null);
  'plain': (boolean);
}
