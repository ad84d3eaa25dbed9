// Original file: proto/agent/v1/agent.proto

import type { DatastorePath as _rapidvm_agent_v1_DatastorePath, DatastorePath__Output as _rapidvm_agent_v1_DatastorePath__Output } from '../../../rapidvm/agent/v1/DatastorePath.ts';
import type { BaseImage as _rapidvm_agent_v1_BaseImage, BaseImage__Output as _rapidvm_agent_v1_BaseImage__Output } from '../../../rapidvm/agent/v1/BaseImage.ts';
import type { Long } from '@grpc/proto-loader';

export interface MachineDisk {
  'name'?: (string);
  'file'?: (_rapidvm_agent_v1_DatastorePath | null);
  'serial'?: (string);
  'base'?: (_rapidvm_agent_v1_BaseImage | null);
  'sizeMib'?: (number | string | Long);
  '_base'?: "base";
  '_sizeMib'?: "sizeMib";
}

export interface MachineDisk__Output {
  'name': (string);
  'file': (_rapidvm_agent_v1_DatastorePath__Output | null);
  'serial': (string);
  'base'?: (_rapidvm_agent_v1_BaseImage__Output | null);
  'sizeMib'?: (number);
  '_base'?: "base";
  '_sizeMib'?: "sizeMib";
}
