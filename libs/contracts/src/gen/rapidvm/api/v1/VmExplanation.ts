// Original file: proto/api/v1/api.proto

import type { VmPlacement as _rapidvm_api_v1_VmPlacement, VmPlacement__Output as _rapidvm_api_v1_VmPlacement__Output } from '../../../rapidvm/api/v1/VmPlacement.ts';
import type { VmHolding as _rapidvm_api_v1_VmHolding, VmHolding__Output as _rapidvm_api_v1_VmHolding__Output } from '../../../rapidvm/api/v1/VmHolding.ts';
import type { PlacementDecision as _rapidvm_api_v1_PlacementDecision, PlacementDecision__Output as _rapidvm_api_v1_PlacementDecision__Output } from '../../../rapidvm/api/v1/PlacementDecision.ts';
import type { HostVerdict as _rapidvm_api_v1_HostVerdict, HostVerdict__Output as _rapidvm_api_v1_HostVerdict__Output } from '../../../rapidvm/api/v1/HostVerdict.ts';

export interface VmExplanation {
  'vmId'?: (string);
  'vmName'?: (string);
  'vmState'?: (string);
  'hostId'?: (string);
  'hostName'?: (string);
  'wishes'?: (_rapidvm_api_v1_VmPlacement | null);
  'holds'?: (_rapidvm_api_v1_VmHolding | null);
  'decision'?: (_rapidvm_api_v1_PlacementDecision | null);
  'fitting'?: (number);
  'hosts'?: (_rapidvm_api_v1_HostVerdict)[];
  'hostCount'?: (number);
  '_hostId'?: "hostId";
  '_hostName'?: "hostName";
  '_holds'?: "holds";
  '_decision'?: "decision";
}

export interface VmExplanation__Output {
  'vmId': (string);
  'vmName': (string);
  'vmState': (string);
  'hostId'?: (string);
  'hostName'?: (string);
  'wishes': (_rapidvm_api_v1_VmPlacement__Output | null);
  'holds'?: (_rapidvm_api_v1_VmHolding__Output | null);
  'decision'?: (_rapidvm_api_v1_PlacementDecision__Output | null);
  'fitting': (number);
  'hosts': (_rapidvm_api_v1_HostVerdict__Output)[];
  'hostCount': (number);
  '_hostId'?: "hostId";
  '_hostName'?: "hostName";
  '_holds'?: "holds";
  '_decision'?: "decision";
}
