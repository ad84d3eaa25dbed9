// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from '../../../rapidvm/api/v1/ById.ts';
import type { Image as _rapidvm_api_v1_Image, Image__Output as _rapidvm_api_v1_Image__Output } from '../../../rapidvm/api/v1/Image.ts';
import type { ListDatastoresResponse as _rapidvm_api_v1_ListDatastoresResponse, ListDatastoresResponse__Output as _rapidvm_api_v1_ListDatastoresResponse__Output } from '../../../rapidvm/api/v1/ListDatastoresResponse.ts';
import type { ListImagesRequest as _rapidvm_api_v1_ListImagesRequest, ListImagesRequest__Output as _rapidvm_api_v1_ListImagesRequest__Output } from '../../../rapidvm/api/v1/ListImagesRequest.ts';
import type { ListImagesResponse as _rapidvm_api_v1_ListImagesResponse, ListImagesResponse__Output as _rapidvm_api_v1_ListImagesResponse__Output } from '../../../rapidvm/api/v1/ListImagesResponse.ts';
import type { ListNetworksResponse as _rapidvm_api_v1_ListNetworksResponse, ListNetworksResponse__Output as _rapidvm_api_v1_ListNetworksResponse__Output } from '../../../rapidvm/api/v1/ListNetworksResponse.ts';
import type { PageRequest as _rapidvm_api_v1_PageRequest, PageRequest__Output as _rapidvm_api_v1_PageRequest__Output } from '../../../rapidvm/api/v1/PageRequest.ts';
import type { RegisterImageRequest as _rapidvm_api_v1_RegisterImageRequest, RegisterImageRequest__Output as _rapidvm_api_v1_RegisterImageRequest__Output } from '../../../rapidvm/api/v1/RegisterImageRequest.ts';
import type { TaskStarted as _rapidvm_api_v1_TaskStarted, TaskStarted__Output as _rapidvm_api_v1_TaskStarted__Output } from '../../../rapidvm/api/v1/TaskStarted.ts';

export interface ImageServiceClient extends grpc.Client {
  DeleteImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteImage(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteImage(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteImage(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteImage(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  GetImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  GetImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  GetImage(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  GetImage(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  getImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  getImage(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  getImage(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  getImage(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Image__Output>): grpc.ClientUnaryCall;
  
  ListDatastores(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  ListDatastores(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  ListDatastores(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  ListDatastores(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  listDatastores(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  listDatastores(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  listDatastores(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  listDatastores(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListDatastoresResponse__Output>): grpc.ClientUnaryCall;
  
  ListImages(argument: _rapidvm_api_v1_ListImagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  ListImages(argument: _rapidvm_api_v1_ListImagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  ListImages(argument: _rapidvm_api_v1_ListImagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  ListImages(argument: _rapidvm_api_v1_ListImagesRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  listImages(argument: _rapidvm_api_v1_ListImagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  listImages(argument: _rapidvm_api_v1_ListImagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  listImages(argument: _rapidvm_api_v1_ListImagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  listImages(argument: _rapidvm_api_v1_ListImagesRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  
  ListNetworks(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  ListNetworks(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  ListNetworks(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  ListNetworks(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  listNetworks(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  listNetworks(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  listNetworks(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  listNetworks(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListNetworksResponse__Output>): grpc.ClientUnaryCall;
  
  RegisterImage(argument: _rapidvm_api_v1_RegisterImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RegisterImage(argument: _rapidvm_api_v1_RegisterImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RegisterImage(argument: _rapidvm_api_v1_RegisterImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RegisterImage(argument: _rapidvm_api_v1_RegisterImageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  registerImage(argument: _rapidvm_api_v1_RegisterImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  registerImage(argument: _rapidvm_api_v1_RegisterImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  registerImage(argument: _rapidvm_api_v1_RegisterImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  registerImage(argument: _rapidvm_api_v1_RegisterImageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
}

export interface ImageServiceHandlers extends grpc.UntypedServiceImplementation {
  DeleteImage: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted>;
  
  GetImage: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Image>;
  
  ListDatastores: grpc.handleUnaryCall<_rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListDatastoresResponse>;
  
  ListImages: grpc.handleUnaryCall<_rapidvm_api_v1_ListImagesRequest__Output, _rapidvm_api_v1_ListImagesResponse>;
  
  ListNetworks: grpc.handleUnaryCall<_rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListNetworksResponse>;
  
  RegisterImage: grpc.handleUnaryCall<_rapidvm_api_v1_RegisterImageRequest__Output, _rapidvm_api_v1_TaskStarted>;
  
}

export interface ImageServiceDefinition extends grpc.ServiceDefinition {
  DeleteImage: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted__Output>
  GetImage: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Image, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Image__Output>
  ListDatastores: MethodDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_ListDatastoresResponse, _rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListDatastoresResponse__Output>
  ListImages: MethodDefinition<_rapidvm_api_v1_ListImagesRequest, _rapidvm_api_v1_ListImagesResponse, _rapidvm_api_v1_ListImagesRequest__Output, _rapidvm_api_v1_ListImagesResponse__Output>
  ListNetworks: MethodDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_ListNetworksResponse, _rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListNetworksResponse__Output>
  RegisterImage: MethodDefinition<_rapidvm_api_v1_RegisterImageRequest, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_RegisterImageRequest__Output, _rapidvm_api_v1_TaskStarted__Output>
}
