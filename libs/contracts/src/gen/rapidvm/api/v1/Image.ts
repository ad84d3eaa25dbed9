// Original file: proto/api/v1/api.proto

import type { ActionVerdict as _rapidvm_api_v1_ActionVerdict, ActionVerdict__Output as _rapidvm_api_v1_ActionVerdict__Output } from '../../../rapidvm/api/v1/ActionVerdict.ts';
import type { Long } from '@grpc/proto-loader';

export interface Image {
  'id'?: (string);
  'name'?: (string);
  'architecture'?: (string);
  'datastore'?: (string);
  'diskPath'?: (string);
  'diskFormat'?: (string);
  'diskBytes'?: (number | string | Long);
  'sha256'?: (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description'?: (string);
  'createdAt'?: (string);
  'allowedActions'?: (_rapidvm_api_v1_ActionVerdict)[];
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
}

export interface Image__Output {
  'id': (string);
  'name': (string);
  'architecture': (string);
  'datastore': (string);
  'diskPath': (string);
  'diskFormat': (string);
  'diskBytes': (number);
  'sha256': (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description': (string);
  'createdAt': (string);
  'allowedActions': (_rapidvm_api_v1_ActionVerdict__Output)[];
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
}
