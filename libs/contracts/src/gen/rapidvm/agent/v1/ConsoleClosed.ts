// Original file: proto/agent/v1/agent.proto


export interface ConsoleClosed {
  'code'?: (string);
  'message'?: (string);
}

export interface ConsoleClosed__Output {
  'code': (string);
  'message': (string);
}
