// Original file: proto/api/v1/api.proto


export interface ActionVerdict {
  'action'?: (string);
  'allowed'?: (boolean);
  'code'?: (string);
  'reason'?: (string);
  'hint'?: (string);
  '_code'?: "code";
  '_reason'?: "reason";
  '_hint'?: "hint";
}

export interface ActionVerdict__Output {
  'action': (string);
  'allowed': (boolean);
  'code'?: (string);
  'reason'?: (string);
  'hint'?: (string);
  '_code'?: "code";
  '_reason'?: "reason";
  '_hint'?: "hint";
}
