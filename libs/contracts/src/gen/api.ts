import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Accelerator as _rapidvm_api_v1_Accelerator, Accelerator__Output as _rapidvm_api_v1_Accelerator__Output } from './rapidvm/api/v1/Accelerator.ts';
import type { AccessServiceClient as _rapidvm_api_v1_AccessServiceClient, AccessServiceDefinition as _rapidvm_api_v1_AccessServiceDefinition } from './rapidvm/api/v1/AccessService.ts';
import type { ActionVerdict as _rapidvm_api_v1_ActionVerdict, ActionVerdict__Output as _rapidvm_api_v1_ActionVerdict__Output } from './rapidvm/api/v1/ActionVerdict.ts';
import type { AuditEntry as _rapidvm_api_v1_AuditEntry, AuditEntry__Output as _rapidvm_api_v1_AuditEntry__Output } from './rapidvm/api/v1/AuditEntry.ts';
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from './rapidvm/api/v1/ById.ts';
import type { ChangePasswordRequest as _rapidvm_api_v1_ChangePasswordRequest, ChangePasswordRequest__Output as _rapidvm_api_v1_ChangePasswordRequest__Output } from './rapidvm/api/v1/ChangePasswordRequest.ts';
import type { CpuTopology as _rapidvm_api_v1_CpuTopology, CpuTopology__Output as _rapidvm_api_v1_CpuTopology__Output } from './rapidvm/api/v1/CpuTopology.ts';
import type { CreateTokenRequest as _rapidvm_api_v1_CreateTokenRequest, CreateTokenRequest__Output as _rapidvm_api_v1_CreateTokenRequest__Output } from './rapidvm/api/v1/CreateTokenRequest.ts';
import type { CreateTokenResponse as _rapidvm_api_v1_CreateTokenResponse, CreateTokenResponse__Output as _rapidvm_api_v1_CreateTokenResponse__Output } from './rapidvm/api/v1/CreateTokenResponse.ts';
import type { CreateUserRequest as _rapidvm_api_v1_CreateUserRequest, CreateUserRequest__Output as _rapidvm_api_v1_CreateUserRequest__Output } from './rapidvm/api/v1/CreateUserRequest.ts';
import type { CreateVmRequest as _rapidvm_api_v1_CreateVmRequest, CreateVmRequest__Output as _rapidvm_api_v1_CreateVmRequest__Output } from './rapidvm/api/v1/CreateVmRequest.ts';
import type { CreateVmResponse as _rapidvm_api_v1_CreateVmResponse, CreateVmResponse__Output as _rapidvm_api_v1_CreateVmResponse__Output } from './rapidvm/api/v1/CreateVmResponse.ts';
import type { Datastore as _rapidvm_api_v1_Datastore, Datastore__Output as _rapidvm_api_v1_Datastore__Output } from './rapidvm/api/v1/Datastore.ts';
import type { DatastoreFacts as _rapidvm_api_v1_DatastoreFacts, DatastoreFacts__Output as _rapidvm_api_v1_DatastoreFacts__Output } from './rapidvm/api/v1/DatastoreFacts.ts';
import type { DatastoreOnHost as _rapidvm_api_v1_DatastoreOnHost, DatastoreOnHost__Output as _rapidvm_api_v1_DatastoreOnHost__Output } from './rapidvm/api/v1/DatastoreOnHost.ts';
import type { DrainHostRequest as _rapidvm_api_v1_DrainHostRequest, DrainHostRequest__Output as _rapidvm_api_v1_DrainHostRequest__Output } from './rapidvm/api/v1/DrainHostRequest.ts';
import type { Empty as _rapidvm_api_v1_Empty, Empty__Output as _rapidvm_api_v1_Empty__Output } from './rapidvm/api/v1/Empty.ts';
import type { ErrorRecord as _rapidvm_api_v1_ErrorRecord, ErrorRecord__Output as _rapidvm_api_v1_ErrorRecord__Output } from './rapidvm/api/v1/ErrorRecord.ts';
import type { Event as _rapidvm_api_v1_Event, Event__Output as _rapidvm_api_v1_Event__Output } from './rapidvm/api/v1/Event.ts';
import type { EventServiceClient as _rapidvm_api_v1_EventServiceClient, EventServiceDefinition as _rapidvm_api_v1_EventServiceDefinition } from './rapidvm/api/v1/EventService.ts';
import type { ExplainVmRequest as _rapidvm_api_v1_ExplainVmRequest, ExplainVmRequest__Output as _rapidvm_api_v1_ExplainVmRequest__Output } from './rapidvm/api/v1/ExplainVmRequest.ts';
import type { GetMeshRequest as _rapidvm_api_v1_GetMeshRequest, GetMeshRequest__Output as _rapidvm_api_v1_GetMeshRequest__Output } from './rapidvm/api/v1/GetMeshRequest.ts';
import type { Host as _rapidvm_api_v1_Host, Host__Output as _rapidvm_api_v1_Host__Output } from './rapidvm/api/v1/Host.ts';
import type { HostCapacity as _rapidvm_api_v1_HostCapacity, HostCapacity__Output as _rapidvm_api_v1_HostCapacity__Output } from './rapidvm/api/v1/HostCapacity.ts';
import type { HostHardware as _rapidvm_api_v1_HostHardware, HostHardware__Output as _rapidvm_api_v1_HostHardware__Output } from './rapidvm/api/v1/HostHardware.ts';
import type { HostInventory as _rapidvm_api_v1_HostInventory, HostInventory__Output as _rapidvm_api_v1_HostInventory__Output } from './rapidvm/api/v1/HostInventory.ts';
import type { HostLoad as _rapidvm_api_v1_HostLoad, HostLoad__Output as _rapidvm_api_v1_HostLoad__Output } from './rapidvm/api/v1/HostLoad.ts';
import type { HostNetwork as _rapidvm_api_v1_HostNetwork, HostNetwork__Output as _rapidvm_api_v1_HostNetwork__Output } from './rapidvm/api/v1/HostNetwork.ts';
import type { HostPlacement as _rapidvm_api_v1_HostPlacement, HostPlacement__Output as _rapidvm_api_v1_HostPlacement__Output } from './rapidvm/api/v1/HostPlacement.ts';
import type { HostServiceClient as _rapidvm_api_v1_HostServiceClient, HostServiceDefinition as _rapidvm_api_v1_HostServiceDefinition } from './rapidvm/api/v1/HostService.ts';
import type { HostVerdict as _rapidvm_api_v1_HostVerdict, HostVerdict__Output as _rapidvm_api_v1_HostVerdict__Output } from './rapidvm/api/v1/HostVerdict.ts';
import type { HugePages as _rapidvm_api_v1_HugePages, HugePages__Output as _rapidvm_api_v1_HugePages__Output } from './rapidvm/api/v1/HugePages.ts';
import type { Image as _rapidvm_api_v1_Image, Image__Output as _rapidvm_api_v1_Image__Output } from './rapidvm/api/v1/Image.ts';
import type { ImageServiceClient as _rapidvm_api_v1_ImageServiceClient, ImageServiceDefinition as _rapidvm_api_v1_ImageServiceDefinition } from './rapidvm/api/v1/ImageService.ts';
import type { InviteHostRequest as _rapidvm_api_v1_InviteHostRequest, InviteHostRequest__Output as _rapidvm_api_v1_InviteHostRequest__Output } from './rapidvm/api/v1/InviteHostRequest.ts';
import type { InviteHostResponse as _rapidvm_api_v1_InviteHostResponse, InviteHostResponse__Output as _rapidvm_api_v1_InviteHostResponse__Output } from './rapidvm/api/v1/InviteHostResponse.ts';
import type { ListAuditResponse as _rapidvm_api_v1_ListAuditResponse, ListAuditResponse__Output as _rapidvm_api_v1_ListAuditResponse__Output } from './rapidvm/api/v1/ListAuditResponse.ts';
import type { ListDatastoresResponse as _rapidvm_api_v1_ListDatastoresResponse, ListDatastoresResponse__Output as _rapidvm_api_v1_ListDatastoresResponse__Output } from './rapidvm/api/v1/ListDatastoresResponse.ts';
import type { ListEventsRequest as _rapidvm_api_v1_ListEventsRequest, ListEventsRequest__Output as _rapidvm_api_v1_ListEventsRequest__Output } from './rapidvm/api/v1/ListEventsRequest.ts';
import type { ListEventsResponse as _rapidvm_api_v1_ListEventsResponse, ListEventsResponse__Output as _rapidvm_api_v1_ListEventsResponse__Output } from './rapidvm/api/v1/ListEventsResponse.ts';
import type { ListHostsRequest as _rapidvm_api_v1_ListHostsRequest, ListHostsRequest__Output as _rapidvm_api_v1_ListHostsRequest__Output } from './rapidvm/api/v1/ListHostsRequest.ts';
import type { ListHostsResponse as _rapidvm_api_v1_ListHostsResponse, ListHostsResponse__Output as _rapidvm_api_v1_ListHostsResponse__Output } from './rapidvm/api/v1/ListHostsResponse.ts';
import type { ListImagesRequest as _rapidvm_api_v1_ListImagesRequest, ListImagesRequest__Output as _rapidvm_api_v1_ListImagesRequest__Output } from './rapidvm/api/v1/ListImagesRequest.ts';
import type { ListImagesResponse as _rapidvm_api_v1_ListImagesResponse, ListImagesResponse__Output as _rapidvm_api_v1_ListImagesResponse__Output } from './rapidvm/api/v1/ListImagesResponse.ts';
import type { ListNetworksResponse as _rapidvm_api_v1_ListNetworksResponse, ListNetworksResponse__Output as _rapidvm_api_v1_ListNetworksResponse__Output } from './rapidvm/api/v1/ListNetworksResponse.ts';
import type { ListTasksRequest as _rapidvm_api_v1_ListTasksRequest, ListTasksRequest__Output as _rapidvm_api_v1_ListTasksRequest__Output } from './rapidvm/api/v1/ListTasksRequest.ts';
import type { ListTasksResponse as _rapidvm_api_v1_ListTasksResponse, ListTasksResponse__Output as _rapidvm_api_v1_ListTasksResponse__Output } from './rapidvm/api/v1/ListTasksResponse.ts';
import type { ListTokensResponse as _rapidvm_api_v1_ListTokensResponse, ListTokensResponse__Output as _rapidvm_api_v1_ListTokensResponse__Output } from './rapidvm/api/v1/ListTokensResponse.ts';
import type { ListUsersResponse as _rapidvm_api_v1_ListUsersResponse, ListUsersResponse__Output as _rapidvm_api_v1_ListUsersResponse__Output } from './rapidvm/api/v1/ListUsersResponse.ts';
import type { ListVmsRequest as _rapidvm_api_v1_ListVmsRequest, ListVmsRequest__Output as _rapidvm_api_v1_ListVmsRequest__Output } from './rapidvm/api/v1/ListVmsRequest.ts';
import type { ListVmsResponse as _rapidvm_api_v1_ListVmsResponse, ListVmsResponse__Output as _rapidvm_api_v1_ListVmsResponse__Output } from './rapidvm/api/v1/ListVmsResponse.ts';
import type { Mesh as _rapidvm_api_v1_Mesh, Mesh__Output as _rapidvm_api_v1_Mesh__Output } from './rapidvm/api/v1/Mesh.ts';
import type { MeshLink as _rapidvm_api_v1_MeshLink, MeshLink__Output as _rapidvm_api_v1_MeshLink__Output } from './rapidvm/api/v1/MeshLink.ts';
import type { MeshMember as _rapidvm_api_v1_MeshMember, MeshMember__Output as _rapidvm_api_v1_MeshMember__Output } from './rapidvm/api/v1/MeshMember.ts';
import type { MeshNeighbour as _rapidvm_api_v1_MeshNeighbour, MeshNeighbour__Output as _rapidvm_api_v1_MeshNeighbour__Output } from './rapidvm/api/v1/MeshNeighbour.ts';
import type { MeshObservation as _rapidvm_api_v1_MeshObservation, MeshObservation__Output as _rapidvm_api_v1_MeshObservation__Output } from './rapidvm/api/v1/MeshObservation.ts';
import type { Network as _rapidvm_api_v1_Network, Network__Output as _rapidvm_api_v1_Network__Output } from './rapidvm/api/v1/Network.ts';
import type { NumaNode as _rapidvm_api_v1_NumaNode, NumaNode__Output as _rapidvm_api_v1_NumaNode__Output } from './rapidvm/api/v1/NumaNode.ts';
import type { OpenConsoleRequest as _rapidvm_api_v1_OpenConsoleRequest, OpenConsoleRequest__Output as _rapidvm_api_v1_OpenConsoleRequest__Output } from './rapidvm/api/v1/OpenConsoleRequest.ts';
import type { OpenConsoleResponse as _rapidvm_api_v1_OpenConsoleResponse, OpenConsoleResponse__Output as _rapidvm_api_v1_OpenConsoleResponse__Output } from './rapidvm/api/v1/OpenConsoleResponse.ts';
import type { PageRequest as _rapidvm_api_v1_PageRequest, PageRequest__Output as _rapidvm_api_v1_PageRequest__Output } from './rapidvm/api/v1/PageRequest.ts';
import type { PartScore as _rapidvm_api_v1_PartScore, PartScore__Output as _rapidvm_api_v1_PartScore__Output } from './rapidvm/api/v1/PartScore.ts';
import type { PlacementDecision as _rapidvm_api_v1_PlacementDecision, PlacementDecision__Output as _rapidvm_api_v1_PlacementDecision__Output } from './rapidvm/api/v1/PlacementDecision.ts';
import type { PlacementDefaults as _rapidvm_api_v1_PlacementDefaults, PlacementDefaults__Output as _rapidvm_api_v1_PlacementDefaults__Output } from './rapidvm/api/v1/PlacementDefaults.ts';
import type { PlacementFigures as _rapidvm_api_v1_PlacementFigures, PlacementFigures__Output as _rapidvm_api_v1_PlacementFigures__Output } from './rapidvm/api/v1/PlacementFigures.ts';
import type { PlacementObstacle as _rapidvm_api_v1_PlacementObstacle, PlacementObstacle__Output as _rapidvm_api_v1_PlacementObstacle__Output } from './rapidvm/api/v1/PlacementObstacle.ts';
import type { PlacementRule as _rapidvm_api_v1_PlacementRule, PlacementRule__Output as _rapidvm_api_v1_PlacementRule__Output } from './rapidvm/api/v1/PlacementRule.ts';
import type { RefusedHost as _rapidvm_api_v1_RefusedHost, RefusedHost__Output as _rapidvm_api_v1_RefusedHost__Output } from './rapidvm/api/v1/RefusedHost.ts';
import type { RegisterImageRequest as _rapidvm_api_v1_RegisterImageRequest, RegisterImageRequest__Output as _rapidvm_api_v1_RegisterImageRequest__Output } from './rapidvm/api/v1/RegisterImageRequest.ts';
import type { RemoveHostRequest as _rapidvm_api_v1_RemoveHostRequest, RemoveHostRequest__Output as _rapidvm_api_v1_RemoveHostRequest__Output } from './rapidvm/api/v1/RemoveHostRequest.ts';
import type { RenameHostRequest as _rapidvm_api_v1_RenameHostRequest, RenameHostRequest__Output as _rapidvm_api_v1_RenameHostRequest__Output } from './rapidvm/api/v1/RenameHostRequest.ts';
import type { Room as _rapidvm_api_v1_Room, Room__Output as _rapidvm_api_v1_Room__Output } from './rapidvm/api/v1/Room.ts';
import type { Session as _rapidvm_api_v1_Session, Session__Output as _rapidvm_api_v1_Session__Output } from './rapidvm/api/v1/Session.ts';
import type { SetHostPlacementRequest as _rapidvm_api_v1_SetHostPlacementRequest, SetHostPlacementRequest__Output as _rapidvm_api_v1_SetHostPlacementRequest__Output } from './rapidvm/api/v1/SetHostPlacementRequest.ts';
import type { SetPlacementDefaultsRequest as _rapidvm_api_v1_SetPlacementDefaultsRequest, SetPlacementDefaultsRequest__Output as _rapidvm_api_v1_SetPlacementDefaultsRequest__Output } from './rapidvm/api/v1/SetPlacementDefaultsRequest.ts';
import type { StartVmRequest as _rapidvm_api_v1_StartVmRequest, StartVmRequest__Output as _rapidvm_api_v1_StartVmRequest__Output } from './rapidvm/api/v1/StartVmRequest.ts';
import type { StopVmRequest as _rapidvm_api_v1_StopVmRequest, StopVmRequest__Output as _rapidvm_api_v1_StopVmRequest__Output } from './rapidvm/api/v1/StopVmRequest.ts';
import type { Task as _rapidvm_api_v1_Task, Task__Output as _rapidvm_api_v1_Task__Output } from './rapidvm/api/v1/Task.ts';
import type { TaskServiceClient as _rapidvm_api_v1_TaskServiceClient, TaskServiceDefinition as _rapidvm_api_v1_TaskServiceDefinition } from './rapidvm/api/v1/TaskService.ts';
import type { TaskStarted as _rapidvm_api_v1_TaskStarted, TaskStarted__Output as _rapidvm_api_v1_TaskStarted__Output } from './rapidvm/api/v1/TaskStarted.ts';
import type { TaskStep as _rapidvm_api_v1_TaskStep, TaskStep__Output as _rapidvm_api_v1_TaskStep__Output } from './rapidvm/api/v1/TaskStep.ts';
import type { TaskSubject as _rapidvm_api_v1_TaskSubject, TaskSubject__Output as _rapidvm_api_v1_TaskSubject__Output } from './rapidvm/api/v1/TaskSubject.ts';
import type { Throttling as _rapidvm_api_v1_Throttling, Throttling__Output as _rapidvm_api_v1_Throttling__Output } from './rapidvm/api/v1/Throttling.ts';
import type { Token as _rapidvm_api_v1_Token, Token__Output as _rapidvm_api_v1_Token__Output } from './rapidvm/api/v1/Token.ts';
import type { UpdateUserRequest as _rapidvm_api_v1_UpdateUserRequest, UpdateUserRequest__Output as _rapidvm_api_v1_UpdateUserRequest__Output } from './rapidvm/api/v1/UpdateUserRequest.ts';
import type { User as _rapidvm_api_v1_User, User__Output as _rapidvm_api_v1_User__Output } from './rapidvm/api/v1/User.ts';
import type { Vm as _rapidvm_api_v1_Vm, Vm__Output as _rapidvm_api_v1_Vm__Output } from './rapidvm/api/v1/Vm.ts';
import type { VmDisk as _rapidvm_api_v1_VmDisk, VmDisk__Output as _rapidvm_api_v1_VmDisk__Output } from './rapidvm/api/v1/VmDisk.ts';
import type { VmExplanation as _rapidvm_api_v1_VmExplanation, VmExplanation__Output as _rapidvm_api_v1_VmExplanation__Output } from './rapidvm/api/v1/VmExplanation.ts';
import type { VmHolding as _rapidvm_api_v1_VmHolding, VmHolding__Output as _rapidvm_api_v1_VmHolding__Output } from './rapidvm/api/v1/VmHolding.ts';
import type { VmNic as _rapidvm_api_v1_VmNic, VmNic__Output as _rapidvm_api_v1_VmNic__Output } from './rapidvm/api/v1/VmNic.ts';
import type { VmPlacement as _rapidvm_api_v1_VmPlacement, VmPlacement__Output as _rapidvm_api_v1_VmPlacement__Output } from './rapidvm/api/v1/VmPlacement.ts';
import type { VmServiceClient as _rapidvm_api_v1_VmServiceClient, VmServiceDefinition as _rapidvm_api_v1_VmServiceDefinition } from './rapidvm/api/v1/VmService.ts';
import type { WatchEventsRequest as _rapidvm_api_v1_WatchEventsRequest, WatchEventsRequest__Output as _rapidvm_api_v1_WatchEventsRequest__Output } from './rapidvm/api/v1/WatchEventsRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  rapidvm: {
    api: {
      v1: {
        Accelerator: MessageTypeDefinition<_rapidvm_api_v1_Accelerator, _rapidvm_api_v1_Accelerator__Output>
        AccessService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_AccessServiceClient> & { service: _rapidvm_api_v1_AccessServiceDefinition }
        ActionVerdict: MessageTypeDefinition<_rapidvm_api_v1_ActionVerdict, _rapidvm_api_v1_ActionVerdict__Output>
        AuditEntry: MessageTypeDefinition<_rapidvm_api_v1_AuditEntry, _rapidvm_api_v1_AuditEntry__Output>
        ById: MessageTypeDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_ById__Output>
        ChangePasswordRequest: MessageTypeDefinition<_rapidvm_api_v1_ChangePasswordRequest, _rapidvm_api_v1_ChangePasswordRequest__Output>
        CpuTopology: MessageTypeDefinition<_rapidvm_api_v1_CpuTopology, _rapidvm_api_v1_CpuTopology__Output>
        CreateTokenRequest: MessageTypeDefinition<_rapidvm_api_v1_CreateTokenRequest, _rapidvm_api_v1_CreateTokenRequest__Output>
        CreateTokenResponse: MessageTypeDefinition<_rapidvm_api_v1_CreateTokenResponse, _rapidvm_api_v1_CreateTokenResponse__Output>
        CreateUserRequest: MessageTypeDefinition<_rapidvm_api_v1_CreateUserRequest, _rapidvm_api_v1_CreateUserRequest__Output>
        CreateVmRequest: MessageTypeDefinition<_rapidvm_api_v1_CreateVmRequest, _rapidvm_api_v1_CreateVmRequest__Output>
        CreateVmResponse: MessageTypeDefinition<_rapidvm_api_v1_CreateVmResponse, _rapidvm_api_v1_CreateVmResponse__Output>
        Datastore: MessageTypeDefinition<_rapidvm_api_v1_Datastore, _rapidvm_api_v1_Datastore__Output>
        DatastoreFacts: MessageTypeDefinition<_rapidvm_api_v1_DatastoreFacts, _rapidvm_api_v1_DatastoreFacts__Output>
        DatastoreOnHost: MessageTypeDefinition<_rapidvm_api_v1_DatastoreOnHost, _rapidvm_api_v1_DatastoreOnHost__Output>
        DrainHostRequest: MessageTypeDefinition<_rapidvm_api_v1_DrainHostRequest, _rapidvm_api_v1_DrainHostRequest__Output>
        Empty: MessageTypeDefinition<_rapidvm_api_v1_Empty, _rapidvm_api_v1_Empty__Output>
        ErrorRecord: MessageTypeDefinition<_rapidvm_api_v1_ErrorRecord, _rapidvm_api_v1_ErrorRecord__Output>
        Event: MessageTypeDefinition<_rapidvm_api_v1_Event, _rapidvm_api_v1_Event__Output>
        EventService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_EventServiceClient> & { service: _rapidvm_api_v1_EventServiceDefinition }
        ExplainVmRequest: MessageTypeDefinition<_rapidvm_api_v1_ExplainVmRequest, _rapidvm_api_v1_ExplainVmRequest__Output>
        GetMeshRequest: MessageTypeDefinition<_rapidvm_api_v1_GetMeshRequest, _rapidvm_api_v1_GetMeshRequest__Output>
        Host: MessageTypeDefinition<_rapidvm_api_v1_Host, _rapidvm_api_v1_Host__Output>
        HostCapacity: MessageTypeDefinition<_rapidvm_api_v1_HostCapacity, _rapidvm_api_v1_HostCapacity__Output>
        HostHardware: MessageTypeDefinition<_rapidvm_api_v1_HostHardware, _rapidvm_api_v1_HostHardware__Output>
        HostInventory: MessageTypeDefinition<_rapidvm_api_v1_HostInventory, _rapidvm_api_v1_HostInventory__Output>
        HostLoad: MessageTypeDefinition<_rapidvm_api_v1_HostLoad, _rapidvm_api_v1_HostLoad__Output>
        HostNetwork: MessageTypeDefinition<_rapidvm_api_v1_HostNetwork, _rapidvm_api_v1_HostNetwork__Output>
        HostPlacement: MessageTypeDefinition<_rapidvm_api_v1_HostPlacement, _rapidvm_api_v1_HostPlacement__Output>
        HostService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_HostServiceClient> & { service: _rapidvm_api_v1_HostServiceDefinition }
        HostVerdict: MessageTypeDefinition<_rapidvm_api_v1_HostVerdict, _rapidvm_api_v1_HostVerdict__Output>
        HugePages: MessageTypeDefinition<_rapidvm_api_v1_HugePages, _rapidvm_api_v1_HugePages__Output>
        Image: MessageTypeDefinition<_rapidvm_api_v1_Image, _rapidvm_api_v1_Image__Output>
        ImageService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_ImageServiceClient> & { service: _rapidvm_api_v1_ImageServiceDefinition }
        InviteHostRequest: MessageTypeDefinition<_rapidvm_api_v1_InviteHostRequest, _rapidvm_api_v1_InviteHostRequest__Output>
        InviteHostResponse: MessageTypeDefinition<_rapidvm_api_v1_InviteHostResponse, _rapidvm_api_v1_InviteHostResponse__Output>
        ListAuditResponse: MessageTypeDefinition<_rapidvm_api_v1_ListAuditResponse, _rapidvm_api_v1_ListAuditResponse__Output>
        ListDatastoresResponse: MessageTypeDefinition<_rapidvm_api_v1_ListDatastoresResponse, _rapidvm_api_v1_ListDatastoresResponse__Output>
        ListEventsRequest: MessageTypeDefinition<_rapidvm_api_v1_ListEventsRequest, _rapidvm_api_v1_ListEventsRequest__Output>
        ListEventsResponse: MessageTypeDefinition<_rapidvm_api_v1_ListEventsResponse, _rapidvm_api_v1_ListEventsResponse__Output>
        ListHostsRequest: MessageTypeDefinition<_rapidvm_api_v1_ListHostsRequest, _rapidvm_api_v1_ListHostsRequest__Output>
        ListHostsResponse: MessageTypeDefinition<_rapidvm_api_v1_ListHostsResponse, _rapidvm_api_v1_ListHostsResponse__Output>
        ListImagesRequest: MessageTypeDefinition<_rapidvm_api_v1_ListImagesRequest, _rapidvm_api_v1_ListImagesRequest__Output>
        ListImagesResponse: MessageTypeDefinition<_rapidvm_api_v1_ListImagesResponse, _rapidvm_api_v1_ListImagesResponse__Output>
        ListNetworksResponse: MessageTypeDefinition<_rapidvm_api_v1_ListNetworksResponse, _rapidvm_api_v1_ListNetworksResponse__Output>
        ListTasksRequest: MessageTypeDefinition<_rapidvm_api_v1_ListTasksRequest, _rapidvm_api_v1_ListTasksRequest__Output>
        ListTasksResponse: MessageTypeDefinition<_rapidvm_api_v1_ListTasksResponse, _rapidvm_api_v1_ListTasksResponse__Output>
        ListTokensResponse: MessageTypeDefinition<_rapidvm_api_v1_ListTokensResponse, _rapidvm_api_v1_ListTokensResponse__Output>
        ListUsersResponse: MessageTypeDefinition<_rapidvm_api_v1_ListUsersResponse, _rapidvm_api_v1_ListUsersResponse__Output>
        ListVmsRequest: MessageTypeDefinition<_rapidvm_api_v1_ListVmsRequest, _rapidvm_api_v1_ListVmsRequest__Output>
        ListVmsResponse: MessageTypeDefinition<_rapidvm_api_v1_ListVmsResponse, _rapidvm_api_v1_ListVmsResponse__Output>
        Mesh: MessageTypeDefinition<_rapidvm_api_v1_Mesh, _rapidvm_api_v1_Mesh__Output>
        MeshLink: MessageTypeDefinition<_rapidvm_api_v1_MeshLink, _rapidvm_api_v1_MeshLink__Output>
        MeshMember: MessageTypeDefinition<_rapidvm_api_v1_MeshMember, _rapidvm_api_v1_MeshMember__Output>
        MeshNeighbour: MessageTypeDefinition<_rapidvm_api_v1_MeshNeighbour, _rapidvm_api_v1_MeshNeighbour__Output>
        MeshObservation: MessageTypeDefinition<_rapidvm_api_v1_MeshObservation, _rapidvm_api_v1_MeshObservation__Output>
        Network: MessageTypeDefinition<_rapidvm_api_v1_Network, _rapidvm_api_v1_Network__Output>
        NumaNode: MessageTypeDefinition<_rapidvm_api_v1_NumaNode, _rapidvm_api_v1_NumaNode__Output>
        OpenConsoleRequest: MessageTypeDefinition<_rapidvm_api_v1_OpenConsoleRequest, _rapidvm_api_v1_OpenConsoleRequest__Output>
        OpenConsoleResponse: MessageTypeDefinition<_rapidvm_api_v1_OpenConsoleResponse, _rapidvm_api_v1_OpenConsoleResponse__Output>
        PageRequest: MessageTypeDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_PageRequest__Output>
        PartScore: MessageTypeDefinition<_rapidvm_api_v1_PartScore, _rapidvm_api_v1_PartScore__Output>
        PlacementDecision: MessageTypeDefinition<_rapidvm_api_v1_PlacementDecision, _rapidvm_api_v1_PlacementDecision__Output>
        PlacementDefaults: MessageTypeDefinition<_rapidvm_api_v1_PlacementDefaults, _rapidvm_api_v1_PlacementDefaults__Output>
        PlacementFigures: MessageTypeDefinition<_rapidvm_api_v1_PlacementFigures, _rapidvm_api_v1_PlacementFigures__Output>
        PlacementObstacle: MessageTypeDefinition<_rapidvm_api_v1_PlacementObstacle, _rapidvm_api_v1_PlacementObstacle__Output>
        PlacementRule: MessageTypeDefinition<_rapidvm_api_v1_PlacementRule, _rapidvm_api_v1_PlacementRule__Output>
        RefusedHost: MessageTypeDefinition<_rapidvm_api_v1_RefusedHost, _rapidvm_api_v1_RefusedHost__Output>
        RegisterImageRequest: MessageTypeDefinition<_rapidvm_api_v1_RegisterImageRequest, _rapidvm_api_v1_RegisterImageRequest__Output>
        RemoveHostRequest: MessageTypeDefinition<_rapidvm_api_v1_RemoveHostRequest, _rapidvm_api_v1_RemoveHostRequest__Output>
        RenameHostRequest: MessageTypeDefinition<_rapidvm_api_v1_RenameHostRequest, _rapidvm_api_v1_RenameHostRequest__Output>
        Room: MessageTypeDefinition<_rapidvm_api_v1_Room, _rapidvm_api_v1_Room__Output>
        Session: MessageTypeDefinition<_rapidvm_api_v1_Session, _rapidvm_api_v1_Session__Output>
        SetHostPlacementRequest: MessageTypeDefinition<_rapidvm_api_v1_SetHostPlacementRequest, _rapidvm_api_v1_SetHostPlacementRequest__Output>
        SetPlacementDefaultsRequest: MessageTypeDefinition<_rapidvm_api_v1_SetPlacementDefaultsRequest, _rapidvm_api_v1_SetPlacementDefaultsRequest__Output>
        StartVmRequest: MessageTypeDefinition<_rapidvm_api_v1_StartVmRequest, _rapidvm_api_v1_StartVmRequest__Output>
        StopVmRequest: MessageTypeDefinition<_rapidvm_api_v1_StopVmRequest, _rapidvm_api_v1_StopVmRequest__Output>
        Task: MessageTypeDefinition<_rapidvm_api_v1_Task, _rapidvm_api_v1_Task__Output>
        TaskService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_TaskServiceClient> & { service: _rapidvm_api_v1_TaskServiceDefinition }
        TaskStarted: MessageTypeDefinition<_rapidvm_api_v1_TaskStarted, _rapidvm_api_v1_TaskStarted__Output>
        TaskStep: MessageTypeDefinition<_rapidvm_api_v1_TaskStep, _rapidvm_api_v1_TaskStep__Output>
        TaskSubject: MessageTypeDefinition<_rapidvm_api_v1_TaskSubject, _rapidvm_api_v1_TaskSubject__Output>
        Throttling: MessageTypeDefinition<_rapidvm_api_v1_Throttling, _rapidvm_api_v1_Throttling__Output>
        Token: MessageTypeDefinition<_rapidvm_api_v1_Token, _rapidvm_api_v1_Token__Output>
        UpdateUserRequest: MessageTypeDefinition<_rapidvm_api_v1_UpdateUserRequest, _rapidvm_api_v1_UpdateUserRequest__Output>
        User: MessageTypeDefinition<_rapidvm_api_v1_User, _rapidvm_api_v1_User__Output>
        Vm: MessageTypeDefinition<_rapidvm_api_v1_Vm, _rapidvm_api_v1_Vm__Output>
        VmDisk: MessageTypeDefinition<_rapidvm_api_v1_VmDisk, _rapidvm_api_v1_VmDisk__Output>
        VmExplanation: MessageTypeDefinition<_rapidvm_api_v1_VmExplanation, _rapidvm_api_v1_VmExplanation__Output>
        VmHolding: MessageTypeDefinition<_rapidvm_api_v1_VmHolding, _rapidvm_api_v1_VmHolding__Output>
        VmNic: MessageTypeDefinition<_rapidvm_api_v1_VmNic, _rapidvm_api_v1_VmNic__Output>
        VmPlacement: MessageTypeDefinition<_rapidvm_api_v1_VmPlacement, _rapidvm_api_v1_VmPlacement__Output>
        VmService: SubtypeConstructor<typeof grpc.Client, _rapidvm_api_v1_VmServiceClient> & { service: _rapidvm_api_v1_VmServiceDefinition }
        WatchEventsRequest: MessageTypeDefinition<_rapidvm_api_v1_WatchEventsRequest, _rapidvm_api_v1_WatchEventsRequest__Output>
      }
    }
  }
}

