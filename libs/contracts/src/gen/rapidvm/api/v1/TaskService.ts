// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from '../../../rapidvm/api/v1/ById.ts';
import type { ListTasksRequest as _rapidvm_api_v1_ListTasksRequest, ListTasksRequest__Output as _rapidvm_api_v1_ListTasksRequest__Output } from '../../../rapidvm/api/v1/ListTasksRequest.ts';
import type { ListTasksResponse as _rapidvm_api_v1_ListTasksResponse, ListTasksResponse__Output as _rapidvm_api_v1_ListTasksResponse__Output } from '../../../rapidvm/api/v1/ListTasksResponse.ts';
import type { Task as _rapidvm_api_v1_Task, Task__Output as _rapidvm_api_v1_Task__Output } from '../../../rapidvm/api/v1/Task.ts';

export interface TaskServiceClient extends grpc.Client {
  CancelTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  CancelTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  CancelTask(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  CancelTask(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  cancelTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  cancelTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  cancelTask(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  cancelTask(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  
  GetTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  getTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  getTask(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  getTask(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  getTask(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Task__Output>): grpc.ClientUnaryCall;
  
  ListTasks(argument: _rapidvm_api_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _rapidvm_api_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _rapidvm_api_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _rapidvm_api_v1_ListTasksRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _rapidvm_api_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _rapidvm_api_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _rapidvm_api_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _rapidvm_api_v1_ListTasksRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface TaskServiceHandlers extends grpc.UntypedServiceImplementation {
  CancelTask: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Task>;
  
  GetTask: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Task>;
  
  ListTasks: grpc.handleUnaryCall<_rapidvm_api_v1_ListTasksRequest__Output, _rapidvm_api_v1_ListTasksResponse>;
  
}

export interface TaskServiceDefinition extends grpc.ServiceDefinition {
  CancelTask: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Task, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Task__Output>
  GetTask: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Task, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Task__Output>
  ListTasks: MethodDefinition<_rapidvm_api_v1_ListTasksRequest, _rapidvm_api_v1_ListTasksResponse, _rapidvm_api_v1_ListTasksRequest__Output, _rapidvm_api_v1_ListTasksResponse__Output>
}
