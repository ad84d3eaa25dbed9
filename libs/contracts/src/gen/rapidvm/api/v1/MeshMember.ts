// Original file: proto/api/v1/api.proto

import type { MeshObservation as _rapidvm_api_v1_MeshObservation, MeshObservation__Output as _rapidvm_api_v1_MeshObservation__Output } from '../../../rapidvm/api/v1/MeshObservation.ts';
import type { MeshNeighbour as _rapidvm_api_v1_MeshNeighbour, MeshNeighbour__Output as _rapidvm_api_v1_MeshNeighbour__Output } from '../../../rapidvm/api/v1/MeshNeighbour.ts';
import type { MeshLink as _rapidvm_api_v1_MeshLink, MeshLink__Output as _rapidvm_api_v1_MeshLink__Output } from '../../../rapidvm/api/v1/MeshLink.ts';

export interface MeshMember {
  'peerId'?: (string);
  'name'?: (string);
  'hostId'?: (string);
  'state'?: (string);
  'since'?: (string);
  'reason'?: (string);
  'starts'?: (number);
  'refutations'?: (number);
  'watchedBy'?: (_rapidvm_api_v1_MeshObservation)[];
  'watches'?: (_rapidvm_api_v1_MeshNeighbour)[];
  'asked'?: (number);
  'down'?: (number);
  'suspectAt'?: (number);
  'failedAt'?: (number);
  'link'?: (_rapidvm_api_v1_MeshLink | null);
  '_hostId'?: "hostId";
  '_reason'?: "reason";
  '_link'?: "link";
}

export interface MeshMember__Output {
  'peerId': (string);
  'name': (string);
  'hostId'?: (string);
  'state': (string);
  'since': (string);
  'reason'?: (string);
  'starts': (number);
  'refutations': (number);
  'watchedBy': (_rapidvm_api_v1_MeshObservation__Output)[];
  'watches': (_rapidvm_api_v1_MeshNeighbour__Output)[];
  'asked': (number);
  'down': (number);
  'suspectAt': (number);
  'failedAt': (number);
  'link'?: (_rapidvm_api_v1_MeshLink__Output | null);
  '_hostId'?: "hostId";
  '_reason'?: "reason";
  '_link'?: "link";
}
