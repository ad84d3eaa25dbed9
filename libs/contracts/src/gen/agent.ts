import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Accelerator as _rapidvm_agent_v1_Accelerator, Accelerator__Output as _rapidvm_agent_v1_Accelerator__Output } from './rapidvm/agent/v1/Accelerator.ts';
import type { AdoptVmRequest as _rapidvm_agent_v1_AdoptVmRequest, AdoptVmRequest__Output as _rapidvm_agent_v1_AdoptVmRequest__Output } from './rapidvm/agent/v1/AdoptVmRequest.ts';
import type { AdoptVmResponse as _rapidvm_agent_v1_AdoptVmResponse, AdoptVmResponse__Output as _rapidvm_agent_v1_AdoptVmResponse__Output } from './rapidvm/agent/v1/AdoptVmResponse.ts';
import type { AgentClient as _rapidvm_agent_v1_AgentClient, AgentDefinition as _rapidvm_agent_v1_AgentDefinition } from './rapidvm/agent/v1/Agent.ts';
import type { BaseImage as _rapidvm_agent_v1_BaseImage, BaseImage__Output as _rapidvm_agent_v1_BaseImage__Output } from './rapidvm/agent/v1/BaseImage.ts';
import type { CpuTopology as _rapidvm_agent_v1_CpuTopology, CpuTopology__Output as _rapidvm_agent_v1_CpuTopology__Output } from './rapidvm/agent/v1/CpuTopology.ts';
import type { Datastore as _rapidvm_agent_v1_Datastore, Datastore__Output as _rapidvm_agent_v1_Datastore__Output } from './rapidvm/agent/v1/Datastore.ts';
import type { DatastorePath as _rapidvm_agent_v1_DatastorePath, DatastorePath__Output as _rapidvm_agent_v1_DatastorePath__Output } from './rapidvm/agent/v1/DatastorePath.ts';
import type { DescribeRequest as _rapidvm_agent_v1_DescribeRequest, DescribeRequest__Output as _rapidvm_agent_v1_DescribeRequest__Output } from './rapidvm/agent/v1/DescribeRequest.ts';
import type { DirectKernel as _rapidvm_agent_v1_DirectKernel, DirectKernel__Output as _rapidvm_agent_v1_DirectKernel__Output } from './rapidvm/agent/v1/DirectKernel.ts';
import type { Heartbeat as _rapidvm_agent_v1_Heartbeat, Heartbeat__Output as _rapidvm_agent_v1_Heartbeat__Output } from './rapidvm/agent/v1/Heartbeat.ts';
import type { HelloRequest as _rapidvm_agent_v1_HelloRequest, HelloRequest__Output as _rapidvm_agent_v1_HelloRequest__Output } from './rapidvm/agent/v1/HelloRequest.ts';
import type { HelloResponse as _rapidvm_agent_v1_HelloResponse, HelloResponse__Output as _rapidvm_agent_v1_HelloResponse__Output } from './rapidvm/agent/v1/HelloResponse.ts';
import type { HostFacts as _rapidvm_agent_v1_HostFacts, HostFacts__Output as _rapidvm_agent_v1_HostFacts__Output } from './rapidvm/agent/v1/HostFacts.ts';
import type { HostHardware as _rapidvm_agent_v1_HostHardware, HostHardware__Output as _rapidvm_agent_v1_HostHardware__Output } from './rapidvm/agent/v1/HostHardware.ts';
import type { HostInventory as _rapidvm_agent_v1_HostInventory, HostInventory__Output as _rapidvm_agent_v1_HostInventory__Output } from './rapidvm/agent/v1/HostInventory.ts';
import type { HostLoad as _rapidvm_agent_v1_HostLoad, HostLoad__Output as _rapidvm_agent_v1_HostLoad__Output } from './rapidvm/agent/v1/HostLoad.ts';
import type { HostNetwork as _rapidvm_agent_v1_HostNetwork, HostNetwork__Output as _rapidvm_agent_v1_HostNetwork__Output } from './rapidvm/agent/v1/HostNetwork.ts';
import type { HugePages as _rapidvm_agent_v1_HugePages, HugePages__Output as _rapidvm_agent_v1_HugePages__Output } from './rapidvm/agent/v1/HugePages.ts';
import type { ImageFacts as _rapidvm_agent_v1_ImageFacts, ImageFacts__Output as _rapidvm_agent_v1_ImageFacts__Output } from './rapidvm/agent/v1/ImageFacts.ts';
import type { InspectImageRequest as _rapidvm_agent_v1_InspectImageRequest, InspectImageRequest__Output as _rapidvm_agent_v1_InspectImageRequest__Output } from './rapidvm/agent/v1/InspectImageRequest.ts';
import type { KillVmRequest as _rapidvm_agent_v1_KillVmRequest, KillVmRequest__Output as _rapidvm_agent_v1_KillVmRequest__Output } from './rapidvm/agent/v1/KillVmRequest.ts';
import type { ListVmsRequest as _rapidvm_agent_v1_ListVmsRequest, ListVmsRequest__Output as _rapidvm_agent_v1_ListVmsRequest__Output } from './rapidvm/agent/v1/ListVmsRequest.ts';
import type { ListVmsResponse as _rapidvm_agent_v1_ListVmsResponse, ListVmsResponse__Output as _rapidvm_agent_v1_ListVmsResponse__Output } from './rapidvm/agent/v1/ListVmsResponse.ts';
import type { MachineDisk as _rapidvm_agent_v1_MachineDisk, MachineDisk__Output as _rapidvm_agent_v1_MachineDisk__Output } from './rapidvm/agent/v1/MachineDisk.ts';
import type { MachineNic as _rapidvm_agent_v1_MachineNic, MachineNic__Output as _rapidvm_agent_v1_MachineNic__Output } from './rapidvm/agent/v1/MachineNic.ts';
import type { MachineSpec as _rapidvm_agent_v1_MachineSpec, MachineSpec__Output as _rapidvm_agent_v1_MachineSpec__Output } from './rapidvm/agent/v1/MachineSpec.ts';
import type { Member as _rapidvm_agent_v1_Member, Member__Output as _rapidvm_agent_v1_Member__Output } from './rapidvm/agent/v1/Member.ts';
import type { MemberTable as _rapidvm_agent_v1_MemberTable, MemberTable__Output as _rapidvm_agent_v1_MemberTable__Output } from './rapidvm/agent/v1/MemberTable.ts';
import type { NumaNode as _rapidvm_agent_v1_NumaNode, NumaNode__Output as _rapidvm_agent_v1_NumaNode__Output } from './rapidvm/agent/v1/NumaNode.ts';
import type { ProvisionVmRequest as _rapidvm_agent_v1_ProvisionVmRequest, ProvisionVmRequest__Output as _rapidvm_agent_v1_ProvisionVmRequest__Output } from './rapidvm/agent/v1/ProvisionVmRequest.ts';
import type { ReleaseVmRequest as _rapidvm_agent_v1_ReleaseVmRequest, ReleaseVmRequest__Output as _rapidvm_agent_v1_ReleaseVmRequest__Output } from './rapidvm/agent/v1/ReleaseVmRequest.ts';
import type { ReleaseVmResponse as _rapidvm_agent_v1_ReleaseVmResponse, ReleaseVmResponse__Output as _rapidvm_agent_v1_ReleaseVmResponse__Output } from './rapidvm/agent/v1/ReleaseVmResponse.ts';
import type { RemoveVmRequest as _rapidvm_agent_v1_RemoveVmRequest, RemoveVmRequest__Output as _rapidvm_agent_v1_RemoveVmRequest__Output } from './rapidvm/agent/v1/RemoveVmRequest.ts';
import type { SetMembersResponse as _rapidvm_agent_v1_SetMembersResponse, SetMembersResponse__Output as _rapidvm_agent_v1_SetMembersResponse__Output } from './rapidvm/agent/v1/SetMembersResponse.ts';
import type { StartVmRequest as _rapidvm_agent_v1_StartVmRequest, StartVmRequest__Output as _rapidvm_agent_v1_StartVmRequest__Output } from './rapidvm/agent/v1/StartVmRequest.ts';
import type { StopVmRequest as _rapidvm_agent_v1_StopVmRequest, StopVmRequest__Output as _rapidvm_agent_v1_StopVmRequest__Output } from './rapidvm/agent/v1/StopVmRequest.ts';
import type { Throttling as _rapidvm_agent_v1_Throttling, Throttling__Output as _rapidvm_agent_v1_Throttling__Output } from './rapidvm/agent/v1/Throttling.ts';
import type { VmReport as _rapidvm_agent_v1_VmReport, VmReport__Output as _rapidvm_agent_v1_VmReport__Output } from './rapidvm/agent/v1/VmReport.ts';
import type { WatchFact as _rapidvm_agent_v1_WatchFact, WatchFact__Output as _rapidvm_agent_v1_WatchFact__Output } from './rapidvm/agent/v1/WatchFact.ts';
import type { WatchRequest as _rapidvm_agent_v1_WatchRequest, WatchRequest__Output as _rapidvm_agent_v1_WatchRequest__Output } from './rapidvm/agent/v1/WatchRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  rapidvm: {
    agent: {
      v1: {
        Accelerator: MessageTypeDefinition<_rapidvm_agent_v1_Accelerator, _rapidvm_agent_v1_Accelerator__Output>
        AdoptVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_AdoptVmRequest, _rapidvm_agent_v1_AdoptVmRequest__Output>
        AdoptVmResponse: MessageTypeDefinition<_rapidvm_agent_v1_AdoptVmResponse, _rapidvm_agent_v1_AdoptVmResponse__Output>
        Agent: SubtypeConstructor<typeof grpc.Client, _rapidvm_agent_v1_AgentClient> & { service: _rapidvm_agent_v1_AgentDefinition }
        BaseImage: MessageTypeDefinition<_rapidvm_agent_v1_BaseImage, _rapidvm_agent_v1_BaseImage__Output>
        CpuTopology: MessageTypeDefinition<_rapidvm_agent_v1_CpuTopology, _rapidvm_agent_v1_CpuTopology__Output>
        Datastore: MessageTypeDefinition<_rapidvm_agent_v1_Datastore, _rapidvm_agent_v1_Datastore__Output>
        DatastorePath: MessageTypeDefinition<_rapidvm_agent_v1_DatastorePath, _rapidvm_agent_v1_DatastorePath__Output>
        DescribeRequest: MessageTypeDefinition<_rapidvm_agent_v1_DescribeRequest, _rapidvm_agent_v1_DescribeRequest__Output>
        DirectKernel: MessageTypeDefinition<_rapidvm_agent_v1_DirectKernel, _rapidvm_agent_v1_DirectKernel__Output>
        Heartbeat: MessageTypeDefinition<_rapidvm_agent_v1_Heartbeat, _rapidvm_agent_v1_Heartbeat__Output>
        HelloRequest: MessageTypeDefinition<_rapidvm_agent_v1_HelloRequest, _rapidvm_agent_v1_HelloRequest__Output>
        HelloResponse: MessageTypeDefinition<_rapidvm_agent_v1_HelloResponse, _rapidvm_agent_v1_HelloResponse__Output>
        HostFacts: MessageTypeDefinition<_rapidvm_agent_v1_HostFacts, _rapidvm_agent_v1_HostFacts__Output>
        HostHardware: MessageTypeDefinition<_rapidvm_agent_v1_HostHardware, _rapidvm_agent_v1_HostHardware__Output>
        HostInventory: MessageTypeDefinition<_rapidvm_agent_v1_HostInventory, _rapidvm_agent_v1_HostInventory__Output>
        HostLoad: MessageTypeDefinition<_rapidvm_agent_v1_HostLoad, _rapidvm_agent_v1_HostLoad__Output>
        HostNetwork: MessageTypeDefinition<_rapidvm_agent_v1_HostNetwork, _rapidvm_agent_v1_HostNetwork__Output>
        HugePages: MessageTypeDefinition<_rapidvm_agent_v1_HugePages, _rapidvm_agent_v1_HugePages__Output>
        ImageFacts: MessageTypeDefinition<_rapidvm_agent_v1_ImageFacts, _rapidvm_agent_v1_ImageFacts__Output>
        InspectImageRequest: MessageTypeDefinition<_rapidvm_agent_v1_InspectImageRequest, _rapidvm_agent_v1_InspectImageRequest__Output>
        KillVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_KillVmRequest, _rapidvm_agent_v1_KillVmRequest__Output>
        ListVmsRequest: MessageTypeDefinition<_rapidvm_agent_v1_ListVmsRequest, _rapidvm_agent_v1_ListVmsRequest__Output>
        ListVmsResponse: MessageTypeDefinition<_rapidvm_agent_v1_ListVmsResponse, _rapidvm_agent_v1_ListVmsResponse__Output>
        MachineDisk: MessageTypeDefinition<_rapidvm_agent_v1_MachineDisk, _rapidvm_agent_v1_MachineDisk__Output>
        MachineNic: MessageTypeDefinition<_rapidvm_agent_v1_MachineNic, _rapidvm_agent_v1_MachineNic__Output>
        MachineSpec: MessageTypeDefinition<_rapidvm_agent_v1_MachineSpec, _rapidvm_agent_v1_MachineSpec__Output>
        Member: MessageTypeDefinition<_rapidvm_agent_v1_Member, _rapidvm_agent_v1_Member__Output>
        MemberTable: MessageTypeDefinition<_rapidvm_agent_v1_MemberTable, _rapidvm_agent_v1_MemberTable__Output>
        NumaNode: MessageTypeDefinition<_rapidvm_agent_v1_NumaNode, _rapidvm_agent_v1_NumaNode__Output>
        ProvisionVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_ProvisionVmRequest, _rapidvm_agent_v1_ProvisionVmRequest__Output>
        ReleaseVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_ReleaseVmRequest, _rapidvm_agent_v1_ReleaseVmRequest__Output>
        ReleaseVmResponse: MessageTypeDefinition<_rapidvm_agent_v1_ReleaseVmResponse, _rapidvm_agent_v1_ReleaseVmResponse__Output>
        RemoveVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_RemoveVmRequest, _rapidvm_agent_v1_RemoveVmRequest__Output>
        SetMembersResponse: MessageTypeDefinition<_rapidvm_agent_v1_SetMembersResponse, _rapidvm_agent_v1_SetMembersResponse__Output>
        StartVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_StartVmRequest, _rapidvm_agent_v1_StartVmRequest__Output>
        StopVmRequest: MessageTypeDefinition<_rapidvm_agent_v1_StopVmRequest, _rapidvm_agent_v1_StopVmRequest__Output>
        Throttling: MessageTypeDefinition<_rapidvm_agent_v1_Throttling, _rapidvm_agent_v1_Throttling__Output>
        VmReport: MessageTypeDefinition<_rapidvm_agent_v1_VmReport, _rapidvm_agent_v1_VmReport__Output>
        WatchFact: MessageTypeDefinition<_rapidvm_agent_v1_WatchFact, _rapidvm_agent_v1_WatchFact__Output>
        WatchRequest: MessageTypeDefinition<_rapidvm_agent_v1_WatchRequest, _rapidvm_agent_v1_WatchRequest__Output>
      }
    }
  }
}

