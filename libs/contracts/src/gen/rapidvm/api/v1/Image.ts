// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface Image {
  'id'?: (string);
  'name'?: (string);
  'architecture'?: (string);
  'datastore'?: (string);
  'diskPath'?: (string);
  'diskFormat'?: (string);
  'diskBytes'?: (number | string | Long);
  'sha256'?: (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description'?: (string);
  'createdAt'?: (string);
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
}

export interface Image__Output {
  'id': (string);
  'name': (string);
  'architecture': (string);
  'datastore': (string);
  'diskPath': (string);
  'diskFormat': (string);
  'diskBytes': (number);
  'sha256': (string);
  'kernelPath'?: (string);
  'initrdPath'?: (string);
  'commandLine'?: (string);
  'description': (string);
  'createdAt': (string);
  '_kernelPath'?: "kernelPath";
  '_initrdPath'?: "initrdPath";
  '_commandLine'?: "commandLine";
}
