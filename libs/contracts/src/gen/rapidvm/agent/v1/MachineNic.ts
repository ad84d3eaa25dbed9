// Original file: proto/agent/v1/agent.proto


export interface MachineNic {
  'name'?: (string);
  'kind'?: (string);
  'mac'?: (string);
}

export interface MachineNic__Output {
  'name': (string);
  'kind': (string);
  'mac': (string);
}
