// Original file: proto/api/v1/api.proto


export interface MeshObservation {
  'peerId'?: (string);
  'name'?: (string);
  'says'?: (string);
}

export interface MeshObservation__Output {
  'peerId': (string);
  'name': (string);
  'says': (string);
}
