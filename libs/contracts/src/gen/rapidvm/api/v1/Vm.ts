// Original file: proto/api/v1/api.proto

import type { VmDisk as _rapidvm_api_v1_VmDisk, VmDisk__Output as _rapidvm_api_v1_VmDisk__Output } from '../../../rapidvm/api/v1/VmDisk.ts';
import type { VmNic as _rapidvm_api_v1_VmNic, VmNic__Output as _rapidvm_api_v1_VmNic__Output } from '../../../rapidvm/api/v1/VmNic.ts';
import type { ActionVerdict as _rapidvm_api_v1_ActionVerdict, ActionVerdict__Output as _rapidvm_api_v1_ActionVerdict__Output } from '../../../rapidvm/api/v1/ActionVerdict.ts';
import type { VmPlacement as _rapidvm_api_v1_VmPlacement, VmPlacement__Output as _rapidvm_api_v1_VmPlacement__Output } from '../../../rapidvm/api/v1/VmPlacement.ts';
import type { Long } from '@grpc/proto-loader';

export interface Vm {
  'id'?: (string);
  'name'?: (string);
  'state'?: (string);
  'since'?: (string);
  'reason'?: (string);
  'desiredPower'?: (string);
  'generation'?: (number | string | Long);
  'hostId'?: (string);
  'hostName'?: (string);
  'architecture'?: (string);
  'accelerator'?: (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'imageId'?: (string);
  'imageName'?: (string);
  'datastore'?: (string);
  'disks'?: (_rapidvm_api_v1_VmDisk)[];
  'nics'?: (_rapidvm_api_v1_VmNic)[];
  'display'?: (string);
  'restart'?: (string);
  'restarts'?: (number);
  'labels'?: ({[key: string]: string});
  'activeTaskId'?: (string);
  'allowedActions'?: (_rapidvm_api_v1_ActionVerdict)[];
  'createdAt'?: (string);
  'placement'?: (_rapidvm_api_v1_VmPlacement | null);
  '_reason'?: "reason";
  '_hostId'?: "hostId";
  '_hostName'?: "hostName";
  '_accelerator'?: "accelerator";
  '_activeTaskId'?: "activeTaskId";
}

export interface Vm__Output {
  'id': (string);
  'name': (string);
  'state': (string);
  'since': (string);
  'reason'?: (string);
  'desiredPower': (string);
  'generation': (number);
  'hostId'?: (string);
  'hostName'?: (string);
  'architecture': (string);
  'accelerator'?: (string);
  'cpus': (number);
  'memoryMib': (number);
  'imageId': (string);
  'imageName': (string);
  'datastore': (string);
  'disks': (_rapidvm_api_v1_VmDisk__Output)[];
  'nics': (_rapidvm_api_v1_VmNic__Output)[];
  'display': (string);
  'restart': (string);
  'restarts': (number);
  'labels': ({[key: string]: string});
  'activeTaskId'?: (string);
  'allowedActions': (_rapidvm_api_v1_ActionVerdict__Output)[];
  'createdAt': (string);
  'placement': (_rapidvm_api_v1_VmPlacement__Output | null);
  '_reason'?: "reason";
  '_hostId'?: "hostId";
  '_hostName'?: "hostName";
  '_accelerator'?: "accelerator";
  '_activeTaskId'?: "activeTaskId";
}
