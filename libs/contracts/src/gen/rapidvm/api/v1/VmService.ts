// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from '../../../rapidvm/api/v1/ById.ts';
import type { CreateVmRequest as _rapidvm_api_v1_CreateVmRequest, CreateVmRequest__Output as _rapidvm_api_v1_CreateVmRequest__Output } from '../../../rapidvm/api/v1/CreateVmRequest.ts';
import type { CreateVmResponse as _rapidvm_api_v1_CreateVmResponse, CreateVmResponse__Output as _rapidvm_api_v1_CreateVmResponse__Output } from '../../../rapidvm/api/v1/CreateVmResponse.ts';
import type { ExplainVmRequest as _rapidvm_api_v1_ExplainVmRequest, ExplainVmRequest__Output as _rapidvm_api_v1_ExplainVmRequest__Output } from '../../../rapidvm/api/v1/ExplainVmRequest.ts';
import type { ListVmsRequest as _rapidvm_api_v1_ListVmsRequest, ListVmsRequest__Output as _rapidvm_api_v1_ListVmsRequest__Output } from '../../../rapidvm/api/v1/ListVmsRequest.ts';
import type { ListVmsResponse as _rapidvm_api_v1_ListVmsResponse, ListVmsResponse__Output as _rapidvm_api_v1_ListVmsResponse__Output } from '../../../rapidvm/api/v1/ListVmsResponse.ts';
import type { OpenConsoleRequest as _rapidvm_api_v1_OpenConsoleRequest, OpenConsoleRequest__Output as _rapidvm_api_v1_OpenConsoleRequest__Output } from '../../../rapidvm/api/v1/OpenConsoleRequest.ts';
import type { OpenConsoleResponse as _rapidvm_api_v1_OpenConsoleResponse, OpenConsoleResponse__Output as _rapidvm_api_v1_OpenConsoleResponse__Output } from '../../../rapidvm/api/v1/OpenConsoleResponse.ts';
import type { StartVmRequest as _rapidvm_api_v1_StartVmRequest, StartVmRequest__Output as _rapidvm_api_v1_StartVmRequest__Output } from '../../../rapidvm/api/v1/StartVmRequest.ts';
import type { StopVmRequest as _rapidvm_api_v1_StopVmRequest, StopVmRequest__Output as _rapidvm_api_v1_StopVmRequest__Output } from '../../../rapidvm/api/v1/StopVmRequest.ts';
import type { TaskStarted as _rapidvm_api_v1_TaskStarted, TaskStarted__Output as _rapidvm_api_v1_TaskStarted__Output } from '../../../rapidvm/api/v1/TaskStarted.ts';
import type { Vm as _rapidvm_api_v1_Vm, Vm__Output as _rapidvm_api_v1_Vm__Output } from '../../../rapidvm/api/v1/Vm.ts';
import type { VmExplanation as _rapidvm_api_v1_VmExplanation, VmExplanation__Output as _rapidvm_api_v1_VmExplanation__Output } from '../../../rapidvm/api/v1/VmExplanation.ts';

export interface VmServiceClient extends grpc.Client {
  CreateVm(argument: _rapidvm_api_v1_CreateVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  CreateVm(argument: _rapidvm_api_v1_CreateVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  CreateVm(argument: _rapidvm_api_v1_CreateVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  CreateVm(argument: _rapidvm_api_v1_CreateVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  createVm(argument: _rapidvm_api_v1_CreateVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  createVm(argument: _rapidvm_api_v1_CreateVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  createVm(argument: _rapidvm_api_v1_CreateVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  createVm(argument: _rapidvm_api_v1_CreateVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_CreateVmResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DeleteVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  deleteVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  ExplainVm(argument: _rapidvm_api_v1_ExplainVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  ExplainVm(argument: _rapidvm_api_v1_ExplainVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  ExplainVm(argument: _rapidvm_api_v1_ExplainVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  ExplainVm(argument: _rapidvm_api_v1_ExplainVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  explainVm(argument: _rapidvm_api_v1_ExplainVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  explainVm(argument: _rapidvm_api_v1_ExplainVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  explainVm(argument: _rapidvm_api_v1_ExplainVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  explainVm(argument: _rapidvm_api_v1_ExplainVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_VmExplanation__Output>): grpc.ClientUnaryCall;
  
  GetVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  GetVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  GetVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  GetVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  getVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  getVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  getVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  getVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Vm__Output>): grpc.ClientUnaryCall;
  
  KillVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  KillVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  killVm(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  ListVms(argument: _rapidvm_api_v1_ListVmsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_api_v1_ListVmsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_api_v1_ListVmsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  ListVms(argument: _rapidvm_api_v1_ListVmsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_api_v1_ListVmsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_api_v1_ListVmsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_api_v1_ListVmsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  listVms(argument: _rapidvm_api_v1_ListVmsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListVmsResponse__Output>): grpc.ClientUnaryCall;
  
  OpenConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  OpenConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  OpenConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  OpenConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  openConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  openConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  openConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  openConsole(argument: _rapidvm_api_v1_OpenConsoleRequest, callback: grpc.requestCallback<_rapidvm_api_v1_OpenConsoleResponse__Output>): grpc.ClientUnaryCall;
  
  StartVm(argument: _rapidvm_api_v1_StartVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_api_v1_StartVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_api_v1_StartVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StartVm(argument: _rapidvm_api_v1_StartVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_api_v1_StartVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_api_v1_StartVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_api_v1_StartVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  startVm(argument: _rapidvm_api_v1_StartVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  StopVm(argument: _rapidvm_api_v1_StopVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_api_v1_StopVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_api_v1_StopVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  StopVm(argument: _rapidvm_api_v1_StopVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_api_v1_StopVmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_api_v1_StopVmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_api_v1_StopVmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  stopVm(argument: _rapidvm_api_v1_StopVmRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
}

export interface VmServiceHandlers extends grpc.UntypedServiceImplementation {
  CreateVm: grpc.handleUnaryCall<_rapidvm_api_v1_CreateVmRequest__Output, _rapidvm_api_v1_CreateVmResponse>;
  
  DeleteVm: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted>;
  
  ExplainVm: grpc.handleUnaryCall<_rapidvm_api_v1_ExplainVmRequest__Output, _rapidvm_api_v1_VmExplanation>;
  
  GetVm: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Vm>;
  
  KillVm: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted>;
  
  ListVms: grpc.handleUnaryCall<_rapidvm_api_v1_ListVmsRequest__Output, _rapidvm_api_v1_ListVmsResponse>;
  
  OpenConsole: grpc.handleUnaryCall<_rapidvm_api_v1_OpenConsoleRequest__Output, _rapidvm_api_v1_OpenConsoleResponse>;
  
  StartVm: grpc.handleUnaryCall<_rapidvm_api_v1_StartVmRequest__Output, _rapidvm_api_v1_TaskStarted>;
  
  StopVm: grpc.handleUnaryCall<_rapidvm_api_v1_StopVmRequest__Output, _rapidvm_api_v1_TaskStarted>;
  
}

export interface VmServiceDefinition extends grpc.ServiceDefinition {
  CreateVm: MethodDefinition<_rapidvm_api_v1_CreateVmRequest, _rapidvm_api_v1_CreateVmResponse, _rapidvm_api_v1_CreateVmRequest__Output, _rapidvm_api_v1_CreateVmResponse__Output>
  DeleteVm: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted__Output>
  ExplainVm: MethodDefinition<_rapidvm_api_v1_ExplainVmRequest, _rapidvm_api_v1_VmExplanation, _rapidvm_api_v1_ExplainVmRequest__Output, _rapidvm_api_v1_VmExplanation__Output>
  GetVm: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Vm, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Vm__Output>
  KillVm: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_TaskStarted__Output>
  ListVms: MethodDefinition<_rapidvm_api_v1_ListVmsRequest, _rapidvm_api_v1_ListVmsResponse, _rapidvm_api_v1_ListVmsRequest__Output, _rapidvm_api_v1_ListVmsResponse__Output>
  OpenConsole: MethodDefinition<_rapidvm_api_v1_OpenConsoleRequest, _rapidvm_api_v1_OpenConsoleResponse, _rapidvm_api_v1_OpenConsoleRequest__Output, _rapidvm_api_v1_OpenConsoleResponse__Output>
  StartVm: MethodDefinition<_rapidvm_api_v1_StartVmRequest, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_StartVmRequest__Output, _rapidvm_api_v1_TaskStarted__Output>
  StopVm: MethodDefinition<_rapidvm_api_v1_StopVmRequest, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_StopVmRequest__Output, _rapidvm_api_v1_TaskStarted__Output>
}
