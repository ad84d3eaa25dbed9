// Original file: proto/agent/v1/agent.proto


export interface ScreenOpen {
  'vmId'?: (string);
  'readOnly'?: (boolean);
}

export interface ScreenOpen__Output {
  'vmId': (string);
  'readOnly': (boolean);
}
