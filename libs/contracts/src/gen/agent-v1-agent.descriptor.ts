// Made from proto/agent/v1/agent.proto
export default {
 "nested": {
  "rapidvm": {
   "nested": {
    "agent": {
     "nested": {
      "v1": {
       "nested": {
        "Agent": {
         "methods": {
          "Hello": {
           "requestType": "HelloRequest",
           "responseType": "HelloResponse"
          },
          "Describe": {
           "requestType": "DescribeRequest",
           "responseType": "HostFacts"
          },
          "ProvisionVm": {
           "requestType": "ProvisionVmRequest",
           "responseType": "VmReport"
          },
          "AdoptVm": {
           "requestType": "AdoptVmRequest",
           "responseType": "AdoptVmResponse"
          },
          "ReleaseVm": {
           "requestType": "ReleaseVmRequest",
           "responseType": "ReleaseVmResponse"
          },
          "StartVm": {
           "requestType": "StartVmRequest",
           "responseType": "VmReport"
          },
          "StopVm": {
           "requestType": "StopVmRequest",
           "responseType": "VmReport"
          },
          "KillVm": {
           "requestType": "KillVmRequest",
           "responseType": "VmReport"
          },
          "RemoveVm": {
           "requestType": "RemoveVmRequest",
           "responseType": "VmReport"
          },
          "ListVms": {
           "requestType": "ListVmsRequest",
           "responseType": "ListVmsResponse"
          },
          "Watch": {
           "requestType": "WatchRequest",
           "responseType": "WatchFact",
           "responseStream": true
          },
          "InspectImage": {
           "requestType": "InspectImageRequest",
           "responseType": "ImageFacts"
          },
          "SetMembers": {
           "requestType": "MemberTable",
           "responseType": "SetMembersResponse"
          }
         }
        },
        "HelloRequest": {
         "fields": {}
        },
        "HelloResponse": {
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1
          },
          "protocol": {
           "type": "uint32",
           "id": 2
          },
          "instance": {
           "type": "string",
           "id": 3
          }
         }
        },
        "DescribeRequest": {
         "fields": {}
        },
        "DatastorePath": {
         "fields": {
          "datastore": {
           "type": "string",
           "id": 1
          },
          "path": {
           "type": "string",
           "id": 2
          }
         }
        },
        "MachineSpec": {
         "oneofs": {
          "_directKernel": {
           "oneof": [
            "directKernel"
           ]
          }
         },
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "architecture": {
           "type": "string",
           "id": 3
          },
          "cpus": {
           "type": "uint32",
           "id": 4
          },
          "memoryMib": {
           "type": "uint32",
           "id": 5
          },
          "directKernel": {
           "type": "DirectKernel",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "disks": {
           "rule": "repeated",
           "type": "MachineDisk",
           "id": 7
          },
          "nics": {
           "rule": "repeated",
           "type": "MachineNic",
           "id": 8
          },
          "display": {
           "type": "string",
           "id": 9
          },
          "restart": {
           "type": "string",
           "id": 10
          }
         }
        },
        "DirectKernel": {
         "oneofs": {
          "_initrd": {
           "oneof": [
            "initrd"
           ]
          }
         },
         "fields": {
          "kernel": {
           "type": "DatastorePath",
           "id": 1
          },
          "initrd": {
           "type": "DatastorePath",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "commandLine": {
           "type": "string",
           "id": 3
          }
         }
        },
        "MachineDisk": {
         "oneofs": {
          "_base": {
           "oneof": [
            "base"
           ]
          },
          "_sizeMib": {
           "oneof": [
            "sizeMib"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "file": {
           "type": "DatastorePath",
           "id": 2
          },
          "serial": {
           "type": "string",
           "id": 3
          },
          "base": {
           "type": "BaseImage",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "sizeMib": {
           "type": "uint64",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "BaseImage": {
         "fields": {
          "file": {
           "type": "DatastorePath",
           "id": 1
          },
          "format": {
           "type": "string",
           "id": 2
          }
         }
        },
        "MachineNic": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "mac": {
           "type": "string",
           "id": 3
          }
         }
        },
        "ProvisionVmRequest": {
         "fields": {
          "spec": {
           "type": "MachineSpec",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          }
         }
        },
        "AdoptVmRequest": {
         "oneofs": {
          "_replacesHostId": {
           "oneof": [
            "replacesHostId"
           ]
          }
         },
         "fields": {
          "spec": {
           "type": "MachineSpec",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          },
          "checkOnly": {
           "type": "bool",
           "id": 3
          },
          "replacesHostId": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "AdoptVmResponse": {
         "oneofs": {
          "_report": {
           "oneof": [
            "report"
           ]
          }
         },
         "fields": {
          "report": {
           "type": "VmReport",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ReleaseVmRequest": {
         "fields": {
          "spec": {
           "type": "MachineSpec",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          }
         }
        },
        "ReleaseVmResponse": {
         "fields": {}
        },
        "StartVmRequest": {
         "oneofs": {
          "_replacesHostId": {
           "oneof": [
            "replacesHostId"
           ]
          }
         },
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          },
          "spec": {
           "type": "MachineSpec",
           "id": 3
          },
          "replacesHostId": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "StopVmRequest": {
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          },
          "graceSeconds": {
           "type": "uint32",
           "id": 3
          }
         }
        },
        "KillVmRequest": {
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          }
         }
        },
        "RemoveVmRequest": {
         "oneofs": {
          "_spec": {
           "oneof": [
            "spec"
           ]
          }
         },
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 2
          },
          "spec": {
           "type": "MachineSpec",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListVmsRequest": {
         "fields": {}
        },
        "ListVmsResponse": {
         "fields": {
          "reports": {
           "rule": "repeated",
           "type": "VmReport",
           "id": 1
          }
         }
        },
        "VmReport": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_accelerator": {
           "oneof": [
            "accelerator"
           ]
          },
          "_lastErrorJson": {
           "oneof": [
            "lastErrorJson"
           ]
          }
         },
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "generation": {
           "type": "uint64",
           "id": 2
          },
          "intentGeneration": {
           "type": "uint64",
           "id": 3
          },
          "state": {
           "type": "string",
           "id": 4
          },
          "reason": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "accelerator": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "restarts": {
           "type": "uint32",
           "id": 7
          },
          "lastErrorJson": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "WatchRequest": {
         "fields": {}
        },
        "WatchFact": {
         "oneofs": {
          "fact": {
           "oneof": [
            "report",
            "complete",
            "host",
            "heartbeat"
           ]
          }
         },
         "fields": {
          "report": {
           "type": "VmReport",
           "id": 1
          },
          "complete": {
           "type": "ListVmsResponse",
           "id": 2
          },
          "host": {
           "type": "HostFacts",
           "id": 3
          },
          "heartbeat": {
           "type": "Heartbeat",
           "id": 4
          }
         }
        },
        "Heartbeat": {
         "fields": {}
        },
        "Datastore": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "totalBytes": {
           "type": "uint64",
           "id": 2
          },
          "freeBytes": {
           "type": "uint64",
           "id": 3
          },
          "id": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Accelerator": {
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "reason": {
           "type": "string",
           "id": 2
          }
         }
        },
        "HostInventory": {
         "fields": {
          "architecture": {
           "type": "string",
           "id": 1
          },
          "cpuModel": {
           "type": "string",
           "id": 2
          },
          "cpus": {
           "type": "uint32",
           "id": 3
          },
          "memoryMib": {
           "type": "uint32",
           "id": 4
          },
          "operatingSystem": {
           "type": "string",
           "id": 5
          },
          "kernel": {
           "type": "string",
           "id": 6
          },
          "qemuVersion": {
           "type": "string",
           "id": 7
          },
          "accelerator": {
           "type": "Accelerator",
           "id": 8
          },
          "agentVersion": {
           "type": "string",
           "id": 9
          },
          "datastores": {
           "rule": "repeated",
           "type": "Datastore",
           "id": 10
          },
          "cpuFlags": {
           "rule": "repeated",
           "type": "string",
           "id": 11
          },
          "networks": {
           "rule": "repeated",
           "type": "HostNetwork",
           "id": 12
          }
         }
        },
        "HostNetwork": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "isUp": {
           "type": "bool",
           "id": 3
          },
          "addresses": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          }
         }
        },
        "HostLoad": {
         "oneofs": {
          "_temperatureC": {
           "oneof": [
            "temperatureC"
           ]
          }
         },
         "fields": {
          "load1": {
           "type": "double",
           "id": 1
          },
          "freeMemoryMib": {
           "type": "uint32",
           "id": 2
          },
          "runningVms": {
           "type": "uint32",
           "id": 3
          },
          "temperatureC": {
           "type": "double",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HostHardware": {
         "oneofs": {
          "_topology": {
           "oneof": [
            "topology"
           ]
          },
          "_throttling": {
           "oneof": [
            "throttling"
           ]
          }
         },
         "fields": {
          "topology": {
           "type": "CpuTopology",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "numaNodes": {
           "rule": "repeated",
           "type": "NumaNode",
           "id": 2
          },
          "hugePages": {
           "rule": "repeated",
           "type": "HugePages",
           "id": 3
          },
          "machineTypes": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "throttling": {
           "type": "Throttling",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CpuTopology": {
         "fields": {
          "sockets": {
           "type": "uint32",
           "id": 1
          },
          "cores": {
           "type": "uint32",
           "id": 2
          },
          "threads": {
           "type": "uint32",
           "id": 3
          }
         }
        },
        "NumaNode": {
         "fields": {
          "id": {
           "type": "uint32",
           "id": 1
          },
          "cpus": {
           "type": "string",
           "id": 2
          },
          "memoryMib": {
           "type": "uint64",
           "id": 3
          }
         }
        },
        "HugePages": {
         "fields": {
          "sizeBytes": {
           "type": "uint64",
           "id": 1
          },
          "total": {
           "type": "uint64",
           "id": 2
          },
          "free": {
           "type": "uint64",
           "id": 3
          }
         }
        },
        "Throttling": {
         "fields": {
          "now": {
           "rule": "repeated",
           "type": "string",
           "id": 1
          },
          "sinceBoot": {
           "rule": "repeated",
           "type": "string",
           "id": 2
          }
         }
        },
        "HostFacts": {
         "oneofs": {
          "_hardware": {
           "oneof": [
            "hardware"
           ]
          }
         },
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1
          },
          "version": {
           "type": "uint64",
           "id": 2
          },
          "inventory": {
           "type": "HostInventory",
           "id": 3
          },
          "load": {
           "type": "HostLoad",
           "id": 4
          },
          "changeStamp": {
           "type": "uint64",
           "id": 5
          },
          "hardware": {
           "type": "HostHardware",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "InspectImageRequest": {
         "fields": {
          "file": {
           "type": "DatastorePath",
           "id": 1
          },
          "plain": {
           "type": "bool",
           "id": 2
          }
         }
        },
        "ImageFacts": {
         "fields": {
          "format": {
           "type": "string",
           "id": 1
          },
          "virtualBytes": {
           "type": "uint64",
           "id": 2
          },
          "sha256": {
           "type": "string",
           "id": 3
          }
         }
        },
        "Member": {
         "oneofs": {
          "_hostId": {
           "oneof": [
            "hostId"
           ]
          }
         },
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "peerId": {
           "type": "string",
           "id": 3
          },
          "addresses": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "urls": {
           "rule": "repeated",
           "type": "string",
           "id": 5
          }
         }
        },
        "MemberTable": {
         "fields": {
          "version": {
           "type": "uint64",
           "id": 1
          },
          "members": {
           "rule": "repeated",
           "type": "Member",
           "id": 2
          }
         }
        },
        "SetMembersResponse": {
         "fields": {
          "version": {
           "type": "uint64",
           "id": 1
          }
         }
        }
       }
      }
     }
    }
   }
  }
 }
};
