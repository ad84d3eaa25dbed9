// Original file: proto/agent/v1/agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdoptVmRequest as _rapidvm_agent_v1_AdoptVmRequest, AdoptVmRequest__Output as _rapidvm_agent_v1_AdoptVmRequest__Output } from '../../../rapidvm/agent/v1/AdoptVmRequest.ts';
import type { AdoptVmResponse as _rapidvm_agent_v1_AdoptVmResponse, AdoptVmResponse__Output as _rapidvm_agent_v1_AdoptVmResponse__Output } from '../../../rapidvm/agent/v1/AdoptVmResponse.ts';
import type { DescribeRequest as _rapidvm_agent_v1_DescribeRequest, DescribeRequest__Output as _rapidvm_agent_v1_DescribeRequest__Output } from '../../../rapidvm/agent/v1/DescribeRequest.ts';
import type { HelloRequest as _rapidvm_agent_v1_HelloRequest, HelloRequest__Output as _rapidvm_agent_v1_HelloRequest__Output } from '../../../rapidvm/agent/v1/HelloRequest.ts';
import type { HelloResponse as _rapidvm_agent_v1_HelloResponse, HelloResponse__Output as _rapidvm_agent_v1_HelloResponse__Output } from '../../../rapidvm/agent/v1/HelloResponse.ts';
import type { HostFacts as _rapidvm_agent_v1_HostFacts, HostFacts__Output as _rapidvm_agent_v1_HostFacts__Output } from '../../../rapidvm/agent/v1/HostFacts.ts';
import type { ImageFacts as _rapidvm_agent_v1_ImageFacts, ImageFacts__Output as _rapidvm_agent_v1_ImageFacts__Output } from '../../../rapidvm/agent/v1/ImageFacts.ts';
import type { InspectImageRequest as _rapidvm_agent_v1_InspectImageRequest, InspectImageRequest__Output as _rapidvm_agent_v1_InspectImageRequest__Output } from '../../../rapidvm/agent/v1/InspectImageRequest.ts';
import type { KillVmRequest as _rapidvm_agent_v1_KillVmRequest, KillVmRequest__Output as _rapidvm_agent_v1_KillVmRequest__Output } from '../../../rapidvm/agent/v1/KillVmRequest.ts';
import type { ListVmsRequest as _rapidvm_agent_v1_ListVmsRequest, ListVmsRequest__Output as _rapidvm_agent_v1_ListVmsRequest__Output } from '../../../rapidvm/agent/v1/ListVmsRequest.ts';
import type { ListVmsResponse as _rapidvm_agent_v1_ListVmsResponse, ListVmsResponse__Output as _rapidvm_agent_v1_ListVmsResponse__Output } from '../../../rapidvm/agent/v1/ListVmsResponse.ts';
import type { MemberTable as _rapidvm_agent_v1_MemberTable, MemberTable__Output as _rapidvm_agent_v1_MemberTable__Output } from '../../../rapidvm/agent/v1/MemberTable.ts';
import type { ProvisionVmRequest as _rapidvm_agent_v1_ProvisionVmRequest, ProvisionVmRequest__Output as _rapidvm_agent_v1_ProvisionVmRequest__Output } from '../../../rapidvm/agent/v1/ProvisionVmRequest.ts';
import type { ReleaseVmRequest as _rapidvm_agent_v1_ReleaseVmRequest, ReleaseVmRequest__Output as _rapidvm_agent_v1_ReleaseVmRequest__Output } from '../../../rapidvm/agent/v1/ReleaseVmRequest.ts';
import type { ReleaseVmResponse as _rapidvm_agent_v1_ReleaseVmResponse, ReleaseVmResponse__Output as _rapidvm_agent_v1_ReleaseVmResponse__Output } from '../../../rapidvm/agent/v1/ReleaseVmResponse.ts';
import type { RemoveVmRequest as _rapidvm_agent_v1_RemoveVmRequest, RemoveVmRequest__Output as _rapidvm_agent_v1_RemoveVmRequest__Output } from '../../../rapidvm/agent/v1/RemoveVmRequest.ts';
import type { SetMembersResponse as _rapidvm_agent_v1_SetMembersResponse, SetMembersResponse__Output as _rapidvm_agent_v1_SetMembersResponse__Output } from '../../../rapidvm/agent/v1/SetMembersResponse.ts';
import type { StartVmRequest as _rapidvm_agent_v1_StartVmRequest, StartVmRequest__Output as _rapidvm_agent_v1_StartVmRequest__Output } from '../../../rapidvm/agent/v1/StartVmRequest.ts';
import type { StopVmRequest as _rapidvm_agent_v1_StopVmRequest, StopVmRequest__Output as _rapidvm_agent_v1_StopVmRequest__Output } from '../../../rapidvm/agent/v1/StopVmRequest.ts';
import type { VmReport as _rapidvm_agent_v1_VmReport, VmReport__Output as _rapidvm_agent_v1_VmReport__Output } from '../../../rapidvm/agent/v1/VmReport.ts';
import type { WatchFact as _rapidvm_agent_v1_WatchFact, WatchFact__Output as _rapidvm_agent_v1_WatchFact__Output } from '../../../rapidvm/agent/v1/WatchFact.ts';
import type { WatchRequest as _rapidvm_agent_v1_WatchRequest, WatchRequest__Output as _rapidvm_agent_v1_WatchRequest__Output } from '../../../rapidvm/agent/v1/WatchRequest.ts';

export interface AgentClient extends grpc.Client {
  AdoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  AdoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  AdoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  AdoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  adoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  adoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  adoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  adoptVm(argument: _rapidvm_agent_v1_AdoptVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_AdoptVmResponse__Output>): grpc.ClientUnaryCall;
  
  Describe(argument: _rapidvm_agent_v1_DescribeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  Describe(argument: _rapidvm_agent_v1_DescribeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  Describe(argument: _rapidvm_agent_v1_DescribeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  Describe(argument: _rapidvm_agent_v1_DescribeRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  describe(argument: _rapidvm_agent_v1_DescribeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  describe(argument: _rapidvm_agent_v1_DescribeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  describe(argument: _rapidvm_agent_v1_DescribeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  describe(argument: _rapidvm_agent_v1_DescribeRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_HostFacts__Output>): grpc.ClientUnaryCall;
  
  Hello(argument: _rapidvm_agent_v1_HelloRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  Hello(argument: _rapidvm_agent_v1_HelloRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  Hello(argument: _rapidvm_agent_v1_HelloRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  Hello(argument: _rapidvm_agent_v1_HelloRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  hello(argument: _rapidvm_agent_v1_HelloRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  hello(argument: _rapidvm_agent_v1_HelloRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  hello(argument: _rapidvm_agent_v1_HelloRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  hello(argument: _rapidvm_agent_v1_HelloRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_HelloResponse__Output>): grpc.ClientUnaryCall;
  
  InspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  InspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  InspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  InspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  inspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  inspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  inspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  inspectImage(argument: _rapidvm_agent_v1_InspectImageRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ImageFacts__Output>): grpc.ClientUnaryCall;
  
  KillVm(argument: _rapidvm_agent_v1_KillVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_agent_v1_KillVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_agent_v1_KillVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_agent_v1_KillVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_agent_v1_KillVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_agent_v1_KillVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_agent_v1_KillVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_agent_v1_KillVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  
  ListVms(argument: _rapidvm_agent_v1_ListVmsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_agent_v1_ListVmsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_agent_v1_ListVmsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_agent_v1_ListVmsRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_agent_v1_ListVmsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_agent_v1_ListVmsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_agent_v1_ListVmsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_agent_v1_ListVmsRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  
  ProvisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  ProvisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  ProvisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  ProvisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  provisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  provisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  provisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  provisionVm(argument: _rapidvm_agent_v1_ProvisionVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  
  ReleaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  ReleaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  ReleaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  ReleaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  releaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  releaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  releaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  releaseVm(argument: _rapidvm_agent_v1_ReleaseVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_ReleaseVmResponse__Output>): grpc.ClientUnaryCall;
  
  RemoveVm(argument: _rapidvm_agent_v1_RemoveVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  RemoveVm(argument: _rapidvm_agent_v1_RemoveVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  RemoveVm(argument: _rapidvm_agent_v1_RemoveVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  RemoveVm(argument: _rapidvm_agent_v1_RemoveVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  removeVm(argument: _rapidvm_agent_v1_RemoveVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  removeVm(argument: _rapidvm_agent_v1_RemoveVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  removeVm(argument: _rapidvm_agent_v1_RemoveVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  removeVm(argument: _rapidvm_agent_v1_RemoveVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  
  SetMembers(argument: _rapidvm_agent_v1_MemberTable, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  SetMembers(argument: _rapidvm_agent_v1_MemberTable, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  SetMembers(argument: _rapidvm_agent_v1_MemberTable, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  SetMembers(argument: _rapidvm_agent_v1_MemberTable, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  setMembers(argument: _rapidvm_agent_v1_MemberTable, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  setMembers(argument: _rapidvm_agent_v1_MemberTable, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  setMembers(argument: _rapidvm_agent_v1_MemberTable, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  setMembers(argument: _rapidvm_agent_v1_MemberTable, callback: grpc.requestCallback<_rapidvm_agent_v1_SetMembersResponse__Output>): grpc.ClientUnaryCall;
  
  StartVm(argument: _rapidvm_agent_v1_StartVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_agent_v1_StartVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_agent_v1_StartVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_agent_v1_StartVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_agent_v1_StartVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_agent_v1_StartVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_agent_v1_StartVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_agent_v1_StartVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  
  StopVm(argument: _rapidvm_agent_v1_StopVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_agent_v1_StopVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_agent_v1_StopVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_agent_v1_StopVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_agent_v1_StopVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_agent_v1_StopVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_agent_v1_StopVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_agent_v1_StopVmRequest, callback: grpc.requestCallback<_rapidvm_agent_v1_VmReport__Output>): grpc.ClientUnaryCall;
  
  Watch(argument: _rapidvm_agent_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_agent_v1_WatchFact__Output>;
  Watch(argument: _rapidvm_agent_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_agent_v1_WatchFact__Output>;
  watch(argument: _rapidvm_agent_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_agent_v1_WatchFact__Output>;
  watch(argument: _rapidvm_agent_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_rapidvm_agent_v1_WatchFact__Output>;
  
}

export interface AgentHandlers extends grpc.UntypedServiceImplementation {
  AdoptVm: grpc.handleUnaryCall<_rapidvm_agent_v1_AdoptVmRequest__Output, _rapidvm_agent_v1_AdoptVmResponse>;
  
  Describe: grpc.handleUnaryCall<_rapidvm_agent_v1_DescribeRequest__Output, _rapidvm_agent_v1_HostFacts>;
  
  Hello: grpc.handleUnaryCall<_rapidvm_agent_v1_HelloRequest__Output, _rapidvm_agent_v1_HelloResponse>;
  
  InspectImage: grpc.handleUnaryCall<_rapidvm_agent_v1_InspectImageRequest__Output, _rapidvm_agent_v1_ImageFacts>;
  
  KillVm: grpc.handleUnaryCall<_rapidvm_agent_v1_KillVmRequest__Output, _rapidvm_agent_v1_VmReport>;
  
  ListVms: grpc.handleUnaryCall<_rapidvm_agent_v1_ListVmsRequest__Output, _rapidvm_agent_v1_ListVmsResponse>;
  
  ProvisionVm: grpc.handleUnaryCall<_rapidvm_agent_v1_ProvisionVmRequest__Output, _rapidvm_agent_v1_VmReport>;
  
  ReleaseVm: grpc.handleUnaryCall<_rapidvm_agent_v1_ReleaseVmRequest__Output, _rapidvm_agent_v1_ReleaseVmResponse>;
  
  RemoveVm: grpc.handleUnaryCall<_rapidvm_agent_v1_RemoveVmRequest__Output, _rapidvm_agent_v1_VmReport>;
  
  SetMembers: grpc.handleUnaryCall<_rapidvm_agent_v1_MemberTable__Output, _rapidvm_agent_v1_SetMembersResponse>;
  
  StartVm: grpc.handleUnaryCall<_rapidvm_agent_v1_StartVmRequest__Output, _rapidvm_agent_v1_VmReport>;
  
  StopVm: grpc.handleUnaryCall<_rapidvm_agent_v1_StopVmRequest__Output, _rapidvm_agent_v1_VmReport>;
  
  Watch: grpc.handleServerStreamingCall<_rapidvm_agent_v1_WatchRequest__Output, _rapidvm_agent_v1_WatchFact>;
  
}

export interface AgentDefinition extends grpc.ServiceDefinition {
  AdoptVm: MethodDefinition<_rapidvm_agent_v1_AdoptVmRequest, _rapidvm_agent_v1_AdoptVmResponse, _rapidvm_agent_v1_AdoptVmRequest__Output, _rapidvm_agent_v1_AdoptVmResponse__Output>
  Describe: MethodDefinition<_rapidvm_agent_v1_DescribeRequest, _rapidvm_agent_v1_HostFacts, _rapidvm_agent_v1_DescribeRequest__Output, _rapidvm_agent_v1_HostFacts__Output>
  Hello: MethodDefinition<_rapidvm_agent_v1_HelloRequest, _rapidvm_agent_v1_HelloResponse, _rapidvm_agent_v1_HelloRequest__Output, _rapidvm_agent_v1_HelloResponse__Output>
  InspectImage: MethodDefinition<_rapidvm_agent_v1_InspectImageRequest, _rapidvm_agent_v1_ImageFacts, _rapidvm_agent_v1_InspectImageRequest__Output, _rapidvm_agent_v1_ImageFacts__Output>
  KillVm: MethodDefinition<_rapidvm_agent_v1_KillVmRequest, _rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_KillVmRequest__Output, _rapidvm_agent_v1_VmReport__Output>
  ListVms: MethodDefinition<_rapidvm_agent_v1_ListVmsRequest, _rapidvm_agent_v1_ListVmsResponse, _rapidvm_agent_v1_ListVmsRequest__Output, _rapidvm_agent_v1_ListVmsResponse__Output>
  ProvisionVm: MethodDefinition<_rapidvm_agent_v1_ProvisionVmRequest, _rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_ProvisionVmRequest__Output, _rapidvm_agent_v1_VmReport__Output>
  ReleaseVm: MethodDefinition<_rapidvm_agent_v1_ReleaseVmRequest, _rapidvm_agent_v1_ReleaseVmResponse, _rapidvm_agent_v1_ReleaseVmRequest__Output, _rapidvm_agent_v1_ReleaseVmResponse__Output>
  RemoveVm: MethodDefinition<_rapidvm_agent_v1_RemoveVmRequest, _rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_RemoveVmRequest__Output, _rapidvm_agent_v1_VmReport__Output>
  SetMembers: MethodDefinition<_rapidvm_agent_v1_MemberTable, _rapidvm_agent_v1_SetMembersResponse, _rapidvm_agent_v1_MemberTable__Output, _rapidvm_agent_v1_SetMembersResponse__Output>
  StartVm: MethodDefinition<_rapidvm_agent_v1_StartVmRequest, _rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_StartVmRequest__Output, _rapidvm_agent_v1_VmReport__Output>
  StopVm: MethodDefinition<_rapidvm_agent_v1_StopVmRequest, _rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_StopVmRequest__Output, _rapidvm_agent_v1_VmReport__Output>
  Watch: MethodDefinition<_rapidvm_agent_v1_WatchRequest, _rapidvm_agent_v1_WatchFact, _rapidvm_agent_v1_WatchRequest__Output, _rapidvm_agent_v1_WatchFact__Output>
}
