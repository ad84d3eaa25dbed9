// Original file: proto/api/v1/api.proto

import type { Accelerator as _rapidvm_api_v1_Accelerator, Accelerator__Output as _rapidvm_api_v1_Accelerator__Output } from '../../../rapidvm/api/v1/Accelerator.ts';
import type { DatastoreFacts as _rapidvm_api_v1_DatastoreFacts, DatastoreFacts__Output as _rapidvm_api_v1_DatastoreFacts__Output } from '../../../rapidvm/api/v1/DatastoreFacts.ts';
import type { HostNetwork as _rapidvm_api_v1_HostNetwork, HostNetwork__Output as _rapidvm_api_v1_HostNetwork__Output } from '../../../rapidvm/api/v1/HostNetwork.ts';

export interface HostInventory {
  'architecture'?: (string);
  'cpuModel'?: (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'operatingSystem'?: (string);
  'kernel'?: (string);
  'qemuVersion'?: (string);
  'accelerator'?: (_rapidvm_api_v1_Accelerator | null);
  'agentVersion'?: (string);
  'datastores'?: (_rapidvm_api_v1_DatastoreFacts)[];
  'cpuFlags'?: (string)[];
  'networks'?: (_rapidvm_api_v1_HostNetwork)[];
}

export interface HostInventory__Output {
  'architecture': (string);
  'cpuModel': (string);
  'cpus': (number);
  'memoryMib': (number);
  'operatingSystem': (string);
  'kernel': (string);
  'qemuVersion': (string);
  'accelerator': (_rapidvm_api_v1_Accelerator__Output | null);
  'agentVersion': (string);
  'datastores': (_rapidvm_api_v1_DatastoreFacts__Output)[];
  'cpuFlags': (string)[];
  'networks': (_rapidvm_api_v1_HostNetwork__Output)[];
}
