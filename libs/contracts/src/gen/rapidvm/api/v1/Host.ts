// Original file: proto/api/v1/api.proto

import type { HostInventory as _rapidvm_api_v1_HostInventory, HostInventory__Output as _rapidvm_api_v1_HostInventory__Output } from '../../../rapidvm/api/v1/HostInventory.ts';
import type { HostLoad as _rapidvm_api_v1_HostLoad, HostLoad__Output as _rapidvm_api_v1_HostLoad__Output } from '../../../rapidvm/api/v1/HostLoad.ts';
import type { ActionVerdict as _rapidvm_api_v1_ActionVerdict, ActionVerdict__Output as _rapidvm_api_v1_ActionVerdict__Output } from '../../../rapidvm/api/v1/ActionVerdict.ts';
import type { HostPlacement as _rapidvm_api_v1_HostPlacement, HostPlacement__Output as _rapidvm_api_v1_HostPlacement__Output } from '../../../rapidvm/api/v1/HostPlacement.ts';
import type { HostCapacity as _rapidvm_api_v1_HostCapacity, HostCapacity__Output as _rapidvm_api_v1_HostCapacity__Output } from '../../../rapidvm/api/v1/HostCapacity.ts';
import type { HostHardware as _rapidvm_api_v1_HostHardware, HostHardware__Output as _rapidvm_api_v1_HostHardware__Output } from '../../../rapidvm/api/v1/HostHardware.ts';

export interface Host {
  'id'?: (string);
  'name'?: (string);
  'state'?: (string);
  'since'?: (string);
  'reason'?: (string);
  'agentAddress'?: (string);
  'peerId'?: (string);
  'lastSeenAt'?: (string);
  'inventory'?: (_rapidvm_api_v1_HostInventory | null);
  'load'?: (_rapidvm_api_v1_HostLoad | null);
  'vmCount'?: (number);
  'createdAt'?: (string);
  'liveness'?: (string);
  'witnesses'?: (string)[];
  'mode'?: (string);
  'protocol'?: (number);
  'allowedActions'?: (_rapidvm_api_v1_ActionVerdict)[];
  'placement'?: (_rapidvm_api_v1_HostPlacement | null);
  'capacity'?: (_rapidvm_api_v1_HostCapacity | null);
  'hardware'?: (_rapidvm_api_v1_HostHardware | null);
  '_reason'?: "reason";
  '_lastSeenAt'?: "lastSeenAt";
  '_inventory'?: "inventory";
  '_load'?: "load";
  '_protocol'?: "protocol";
  '_capacity'?: "capacity";
  '_hardware'?: "hardware";
}

export interface Host__Output {
  'id': (string);
  'name': (string);
  'state': (string);
  'since': (string);
  'reason'?: (string);
  'agentAddress': (string);
  'peerId': (string);
  'lastSeenAt'?: (string);
  'inventory'?: (_rapidvm_api_v1_HostInventory__Output | null);
  'load'?: (_rapidvm_api_v1_HostLoad__Output | null);
  'vmCount': (number);
  'createdAt': (string);
  'liveness': (string);
  'witnesses': (string)[];
  'mode': (string);
  'protocol'?: (number);
  'allowedActions': (_rapidvm_api_v1_ActionVerdict__Output)[];
  'placement': (_rapidvm_api_v1_HostPlacement__Output | null);
  'capacity'?: (_rapidvm_api_v1_HostCapacity__Output | null);
  'hardware'?: (_rapidvm_api_v1_HostHardware__Output | null);
  '_reason'?: "reason";
  '_lastSeenAt'?: "lastSeenAt";
  '_inventory'?: "inventory";
  '_load'?: "load";
  '_protocol'?: "protocol";
  '_capacity'?: "capacity";
  '_hardware'?: "hardware";
}
