// Original file: proto/agent/v1/agent.proto

import type { DatastorePath as _rapidvm_agent_v1_DatastorePath, DatastorePath__Output as _rapidvm_agent_v1_DatastorePath__Output } from '../../../rapidvm/agent/v1/DatastorePath.ts';

export interface DirectKernel {
  'kernel'?: (_rapidvm_agent_v1_DatastorePath | null);
  'initrd'?: (_rapidvm_agent_v1_DatastorePath | null);
  'commandLine'?: (string);
  '_initrd'?: "initrd";
}

export interface DirectKernel__Output {
  'kernel': (_rapidvm_agent_v1_DatastorePath__Output | null);
  'initrd'?: (_rapidvm_agent_v1_DatastorePath__Output | null);
  'commandLine': (string);
  '_initrd'?: "initrd";
}
