// Original file: proto/api/v1/api.proto


export interface VmNic {
  'name'?: (string);
  'network'?: (string);
  'mac'?: (string);
}

export interface VmNic__Output {
  'name': (string);
  'network': (string);
  'mac': (string);
}
