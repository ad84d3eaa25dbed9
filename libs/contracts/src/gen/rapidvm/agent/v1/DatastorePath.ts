// Original file: proto/agent/v1/agent.proto


export interface DatastorePath {
  'datastore'?: (string);
  'path'?: (string);
}

export interface DatastorePath__Output {
  'datastore': (string);
  'path': (string);
}
