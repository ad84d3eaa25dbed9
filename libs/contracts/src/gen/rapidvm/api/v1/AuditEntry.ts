// Original file: proto/api/v1/api.proto


export interface AuditEntry {
  'id'?: (string);
  'at'?: (string);
  'actor'?: (string);
  'from'?: (string);
  'operation'?: (string);
  'subject'?: (string);
  'outcome'?: (string);
  'before'?: (string);
  'after'?: (string);
  '_before'?: "before";
  '_after'?: "after";
}

export interface AuditEntry__Output {
  'id': (string);
  'at': (string);
  'actor': (string);
  'from': (string);
  'operation': (string);
  'subject': (string);
  'outcome': (string);
  'before'?: (string);
  'after'?: (string);
  '_before'?: "before";
  '_after'?: "after";
}
