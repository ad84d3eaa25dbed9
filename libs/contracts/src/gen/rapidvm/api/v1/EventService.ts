// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Event as _rapidvm_api_v1_Event, Event__Output as _rapidvm_api_v1_Event__Output } from '../../../rapidvm/api/v1/Event.ts';
import type { ListEventsRequest as _rapidvm_api_v1_ListEventsRequest, ListEventsRequest__Output as _rapidvm_api_v1_ListEventsRequest__Output } from '../../../rapidvm/api/v1/ListEventsRequest.ts';
import type { ListEventsResponse as _rapidvm_api_v1_ListEventsResponse, ListEventsResponse__Output as _rapidvm_api_v1_ListEventsResponse__Output } from '../../../rapidvm/api/v1/ListEventsResponse.ts';
import type { WatchEventsRequest as _rapidvm_api_v1_WatchEventsRequest, WatchEventsRequest__Output as _rapidvm_api_v1_WatchEventsRequest__Output } from '../../../rapidvm/api/v1/WatchEventsRequest.ts';

export interface EventServiceClient extends grpc.Client {
  ListEvents(argument: _rapidvm_api_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _rapidvm_api_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _rapidvm_api_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _rapidvm_api_v1_ListEventsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _rapidvm_api_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _rapidvm_api_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _rapidvm_api_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _rapidvm_api_v1_ListEventsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  
  WatchEvents(argument: _rapidvm_api_v1_WatchEventsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_api_v1_Event__Output>;
  WatchEvents(argument: _rapidvm_api_v1_WatchEventsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_api_v1_Event__Output>;
  watchEvents(argument: _rapidvm_api_v1_WatchEventsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_api_v1_Event__Output>;
  watchEvents(argument: _rapidvm_api_v1_WatchEventsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_api_v1_Event__Output>;
  
}

export interface EventServiceHandlers extends grpc.UntypedServiceImplementation {
  ListEvents: grpc.handleUnaryCall<_rapidvm_api_v1_ListEventsRequest__Output, _rapidvm_api_v1_ListEventsResponse>;
  
  WatchEvents: grpc.handleServerStreamingCall<_rapidvm_api_v1_WatchEventsRequest__Output, _rapidvm_api_v1_Event>;
  
}

export interface EventServiceDefinition extends grpc.ServiceDefinition {
  ListEvents: MethodDefinition<_rapidvm_api_v1_ListEventsRequest, _rapidvm_api_v1_ListEventsResponse, _rapidvm_api_v1_ListEventsRequest__Output, _rapidvm_api_v1_ListEventsResponse__Output>
  WatchEvents: MethodDefinition<_rapidvm_api_v1_WatchEventsRequest, _rapidvm_api_v1_Event, _rapidvm_api_v1_WatchEventsRequest__Output, _rapidvm_api_v1_Event__Output>
}
