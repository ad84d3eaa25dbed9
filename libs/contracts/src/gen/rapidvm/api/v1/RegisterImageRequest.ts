// Original file: proto/api/v1/api.proto


export interface RegisterImageRequest {
  'name'?: (string);
  'architecture'?: (string);
  'datastore'?: (string);
  'diskPath'?: (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description'?: (string);
  '_datastore'?: "datastore";
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
  '_description'?: "description";
}

export interface RegisterImageRequest__Output {
  'name': (string);
  'architecture': (string);
  'datastore'?: (string);
  'diskPath': (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description'?: (string);
  '_datastore'?: "datastore";
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
  '_description'?: "description";
}
