// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from '../../../rapidvm/api/v1/ById.ts';
import type { DrainHostRequest as _rapidvm_api_v1_DrainHostRequest, DrainHostRequest__Output as _rapidvm_api_v1_DrainHostRequest__Output } from '../../../rapidvm/api/v1/DrainHostRequest.ts';
import type { Empty as _rapidvm_api_v1_Empty, Empty__Output as _rapidvm_api_v1_Empty__Output } from '../../../rapidvm/api/v1/Empty.ts';
import type { GetMeshRequest as _rapidvm_api_v1_GetMeshRequest, GetMeshRequest__Output as _rapidvm_api_v1_GetMeshRequest__Output } from '../../../rapidvm/api/v1/GetMeshRequest.ts';
import type { Host as _rapidvm_api_v1_Host, Host__Output as _rapidvm_api_v1_Host__Output } from '../../../rapidvm/api/v1/Host.ts';
import type { InviteHostRequest as _rapidvm_api_v1_InviteHostRequest, InviteHostRequest__Output as _rapidvm_api_v1_InviteHostRequest__Output } from '../../../rapidvm/api/v1/InviteHostRequest.ts';
import type { InviteHostResponse as _rapidvm_api_v1_InviteHostResponse, InviteHostResponse__Output as _rapidvm_api_v1_InviteHostResponse__Output } from '../../../rapidvm/api/v1/InviteHostResponse.ts';
import type { ListHostsRequest as _rapidvm_api_v1_ListHostsRequest, ListHostsRequest__Output as _rapidvm_api_v1_ListHostsRequest__Output } from '../../../rapidvm/api/v1/ListHostsRequest.ts';
import type { ListHostsResponse as _rapidvm_api_v1_ListHostsResponse, ListHostsResponse__Output as _rapidvm_api_v1_ListHostsResponse__Output } from '../../../rapidvm/api/v1/ListHostsResponse.ts';
import type { Mesh as _rapidvm_api_v1_Mesh, Mesh__Output as _rapidvm_api_v1_Mesh__Output } from '../../../rapidvm/api/v1/Mesh.ts';
import type { PlacementDefaults as _rapidvm_api_v1_PlacementDefaults, PlacementDefaults__Output as _rapidvm_api_v1_PlacementDefaults__Output } from '../../../rapidvm/api/v1/PlacementDefaults.ts';
import type { RemoveHostRequest as _rapidvm_api_v1_RemoveHostRequest, RemoveHostRequest__Output as _rapidvm_api_v1_RemoveHostRequest__Output } from '../../../rapidvm/api/v1/RemoveHostRequest.ts';
import type { RenameHostRequest as _rapidvm_api_v1_RenameHostRequest, RenameHostRequest__Output as _rapidvm_api_v1_RenameHostRequest__Output } from '../../../rapidvm/api/v1/RenameHostRequest.ts';
import type { SetHostPlacementRequest as _rapidvm_api_v1_SetHostPlacementRequest, SetHostPlacementRequest__Output as _rapidvm_api_v1_SetHostPlacementRequest__Output } from '../../../rapidvm/api/v1/SetHostPlacementRequest.ts';
import type { SetPlacementDefaultsRequest as _rapidvm_api_v1_SetPlacementDefaultsRequest, SetPlacementDefaultsRequest__Output as _rapidvm_api_v1_SetPlacementDefaultsRequest__Output } from '../../../rapidvm/api/v1/SetPlacementDefaultsRequest.ts';
import type { TaskStarted as _rapidvm_api_v1_TaskStarted, TaskStarted__Output as _rapidvm_api_v1_TaskStarted__Output } from '../../../rapidvm/api/v1/TaskStarted.ts';

export interface HostServiceClient extends grpc.Client {
  DrainHost(argument: _rapidvm_api_v1_DrainHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DrainHost(argument: _rapidvm_api_v1_DrainHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DrainHost(argument: _rapidvm_api_v1_DrainHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  DrainHost(argument: _rapidvm_api_v1_DrainHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  drainHost(argument: _rapidvm_api_v1_DrainHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  drainHost(argument: _rapidvm_api_v1_DrainHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  drainHost(argument: _rapidvm_api_v1_DrainHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  drainHost(argument: _rapidvm_api_v1_DrainHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  EnterMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  EnterMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  EnterMaintenance(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  EnterMaintenance(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  enterMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  enterMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  enterMaintenance(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  enterMaintenance(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  
  GetHost(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  GetHost(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  GetHost(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  GetHost(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  getHost(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  getHost(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  getHost(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  getHost(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  
  GetMesh(argument: _rapidvm_api_v1_GetMeshRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  GetMesh(argument: _rapidvm_api_v1_GetMeshRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  GetMesh(argument: _rapidvm_api_v1_GetMeshRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  GetMesh(argument: _rapidvm_api_v1_GetMeshRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  getMesh(argument: _rapidvm_api_v1_GetMeshRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  getMesh(argument: _rapidvm_api_v1_GetMeshRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  getMesh(argument: _rapidvm_api_v1_GetMeshRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  getMesh(argument: _rapidvm_api_v1_GetMeshRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Mesh__Output>): grpc.ClientUnaryCall;
  
  GetPlacementDefaults(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  GetPlacementDefaults(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  GetPlacementDefaults(argument: _rapidvm_api_v1_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  GetPlacementDefaults(argument: _rapidvm_api_v1_Empty, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  getPlacementDefaults(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  getPlacementDefaults(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  getPlacementDefaults(argument: _rapidvm_api_v1_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  getPlacementDefaults(argument: _rapidvm_api_v1_Empty, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  
  InviteHost(argument: _rapidvm_api_v1_InviteHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  InviteHost(argument: _rapidvm_api_v1_InviteHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  InviteHost(argument: _rapidvm_api_v1_InviteHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  InviteHost(argument: _rapidvm_api_v1_InviteHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  inviteHost(argument: _rapidvm_api_v1_InviteHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  inviteHost(argument: _rapidvm_api_v1_InviteHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  inviteHost(argument: _rapidvm_api_v1_InviteHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  inviteHost(argument: _rapidvm_api_v1_InviteHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_InviteHostResponse__Output>): grpc.ClientUnaryCall;
  
  LeaveMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  LeaveMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  LeaveMaintenance(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  LeaveMaintenance(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  leaveMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  leaveMaintenance(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  leaveMaintenance(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  leaveMaintenance(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  
  ListHosts(argument: _rapidvm_api_v1_ListHostsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  ListHosts(argument: _rapidvm_api_v1_ListHostsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  ListHosts(argument: _rapidvm_api_v1_ListHostsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  ListHosts(argument: _rapidvm_api_v1_ListHostsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  listHosts(argument: _rapidvm_api_v1_ListHostsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  listHosts(argument: _rapidvm_api_v1_ListHostsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  listHosts(argument: _rapidvm_api_v1_ListHostsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  listHosts(argument: _rapidvm_api_v1_ListHostsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListHostsResponse__Output>): grpc.ClientUnaryCall;
  
  RemoveHost(argument: _rapidvm_api_v1_RemoveHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RemoveHost(argument: _rapidvm_api_v1_RemoveHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RemoveHost(argument: _rapidvm_api_v1_RemoveHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  RemoveHost(argument: _rapidvm_api_v1_RemoveHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  removeHost(argument: _rapidvm_api_v1_RemoveHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  removeHost(argument: _rapidvm_api_v1_RemoveHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  removeHost(argument: _rapidvm_api_v1_RemoveHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  removeHost(argument: _rapidvm_api_v1_RemoveHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_TaskStarted__Output>): grpc.ClientUnaryCall;
  
  RenameHost(argument: _rapidvm_api_v1_RenameHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  RenameHost(argument: _rapidvm_api_v1_RenameHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  RenameHost(argument: _rapidvm_api_v1_RenameHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  RenameHost(argument: _rapidvm_api_v1_RenameHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  renameHost(argument: _rapidvm_api_v1_RenameHostRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  renameHost(argument: _rapidvm_api_v1_RenameHostRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  renameHost(argument: _rapidvm_api_v1_RenameHostRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  renameHost(argument: _rapidvm_api_v1_RenameHostRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  
  SetHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  SetHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  SetHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  SetHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  setHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  setHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  setHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  setHostPlacement(argument: _rapidvm_api_v1_SetHostPlacementRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Host__Output>): grpc.ClientUnaryCall;
  
  SetPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  SetPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  SetPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  SetPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  setPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  setPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  setPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  setPlacementDefaults(argument: _rapidvm_api_v1_SetPlacementDefaultsRequest, callback: grpc.requestCallback<_rapidvm_api_v1_PlacementDefaults__Output>): grpc.ClientUnaryCall;
  
}

export interface HostServiceHandlers extends grpc.UntypedServiceImplementation {
  DrainHost: grpc.handleUnaryCall<_rapidvm_api_v1_DrainHostRequest__Output, _rapidvm_api_v1_TaskStarted>;
  
  EnterMaintenance: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host>;
  
  GetHost: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host>;
  
  GetMesh: grpc.handleUnaryCall<_rapidvm_api_v1_GetMeshRequest__Output, _rapidvm_api_v1_Mesh>;
  
  GetPlacementDefaults: grpc.handleUnaryCall<_rapidvm_api_v1_Empty__Output, _rapidvm_api_v1_PlacementDefaults>;
  
  InviteHost: grpc.handleUnaryCall<_rapidvm_api_v1_InviteHostRequest__Output, _rapidvm_api_v1_InviteHostResponse>;
  
  LeaveMaintenance: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host>;
  
  ListHosts: grpc.handleUnaryCall<_rapidvm_api_v1_ListHostsRequest__Output, _rapidvm_api_v1_ListHostsResponse>;
  
  RemoveHost: grpc.handleUnaryCall<_rapidvm_api_v1_RemoveHostRequest__Output, _rapidvm_api_v1_TaskStarted>;
  
  RenameHost: grpc.handleUnaryCall<_rapidvm_api_v1_RenameHostRequest__Output, _rapidvm_api_v1_Host>;
  
  SetHostPlacement: grpc.handleUnaryCall<_rapidvm_api_v1_SetHostPlacementRequest__Output, _rapidvm_api_v1_Host>;
  
  SetPlacementDefaults: grpc.handleUnaryCall<_rapidvm_api_v1_SetPlacementDefaultsRequest__Output, _rapidvm_api_v1_PlacementDefaults>;
  
}

export interface HostServiceDefinition extends grpc.ServiceDefinition {
  DrainHost: MethodDefinition<_rapidvm_api_v1_DrainHostRequest, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_DrainHostRequest__Output, _rapidvm_api_v1_TaskStarted__Output>
  EnterMaintenance: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Host, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host__Output>
  GetHost: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Host, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host__Output>
  GetMesh: MethodDefinition<_rapidvm_api_v1_GetMeshRequest, _rapidvm_api_v1_Mesh, _rapidvm_api_v1_GetMeshRequest__Output, _rapidvm_api_v1_Mesh__Output>
  GetPlacementDefaults: MethodDefinition<_rapidvm_api_v1_Empty, _rapidvm_api_v1_PlacementDefaults, _rapidvm_api_v1_Empty__Output, _rapidvm_api_v1_PlacementDefaults__Output>
  InviteHost: MethodDefinition<_rapidvm_api_v1_InviteHostRequest, _rapidvm_api_v1_InviteHostResponse, _rapidvm_api_v1_InviteHostRequest__Output, _rapidvm_api_v1_InviteHostResponse__Output>
  LeaveMaintenance: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Host, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Host__Output>
  ListHosts: MethodDefinition<_rapidvm_api_v1_ListHostsRequest, _rapidvm_api_v1_ListHostsResponse, _rapidvm_api_v1_ListHostsRequest__Output, _rapidvm_api_v1_ListHostsResponse__Output>
  RemoveHost: MethodDefinition<_rapidvm_api_v1_RemoveHostRequest, _rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_RemoveHostRequest__Output, _rapidvm_api_v1_TaskStarted__Output>
  RenameHost: MethodDefinition<_rapidvm_api_v1_RenameHostRequest, _rapidvm_api_v1_Host, _rapidvm_api_v1_RenameHostRequest__Output, _rapidvm_api_v1_Host__Output>
  SetHostPlacement: MethodDefinition<_rapidvm_api_v1_SetHostPlacementRequest, _rapidvm_api_v1_Host, _rapidvm_api_v1_SetHostPlacementRequest__Output, _rapidvm_api_v1_Host__Output>
  SetPlacementDefaults: MethodDefinition<_rapidvm_api_v1_SetPlacementDefaultsRequest, _rapidvm_api_v1_PlacementDefaults, _rapidvm_api_v1_SetPlacementDefaultsRequest__Output, _rapidvm_api_v1_PlacementDefaults__Output>
}
