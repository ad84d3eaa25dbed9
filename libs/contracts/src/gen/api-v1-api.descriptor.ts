// Made from proto/api/v1/api.proto
export default {
 "nested": {
  "rapidvm": {
   "nested": {
    "api": {
     "nested": {
      "v1": {
       "nested": {
        "AccessService": {
         "methods": {
          "GetSession": {
           "requestType": "Empty",
           "responseType": "Session"
          },
          "ListTokens": {
           "requestType": "PageRequest",
           "responseType": "ListTokensResponse"
          },
          "CreateToken": {
           "requestType": "CreateTokenRequest",
           "responseType": "CreateTokenResponse"
          },
          "DeleteToken": {
           "requestType": "ById",
           "responseType": "Empty"
          },
          "ListUsers": {
           "requestType": "PageRequest",
           "responseType": "ListUsersResponse"
          },
          "CreateUser": {
           "requestType": "CreateUserRequest",
           "responseType": "User"
          },
          "UpdateUser": {
           "requestType": "UpdateUserRequest",
           "responseType": "User"
          },
          "ChangePassword": {
           "requestType": "ChangePasswordRequest",
           "responseType": "Empty"
          },
          "DeleteUser": {
           "requestType": "ById",
           "responseType": "Empty"
          },
          "ListAudit": {
           "requestType": "PageRequest",
           "responseType": "ListAuditResponse"
          }
         }
        },
        "HostService": {
         "methods": {
          "ListHosts": {
           "requestType": "ListHostsRequest",
           "responseType": "ListHostsResponse"
          },
          "GetHost": {
           "requestType": "ById",
           "responseType": "Host"
          },
          "InviteHost": {
           "requestType": "InviteHostRequest",
           "responseType": "InviteHostResponse"
          },
          "RenameHost": {
           "requestType": "RenameHostRequest",
           "responseType": "Host"
          },
          "EnterMaintenance": {
           "requestType": "ById",
           "responseType": "Host"
          },
          "LeaveMaintenance": {
           "requestType": "ById",
           "responseType": "Host"
          },
          "SetHostPlacement": {
           "requestType": "SetHostPlacementRequest",
           "responseType": "Host"
          },
          "GetPlacementDefaults": {
           "requestType": "Empty",
           "responseType": "PlacementDefaults"
          },
          "SetPlacementDefaults": {
           "requestType": "SetPlacementDefaultsRequest",
           "responseType": "PlacementDefaults"
          },
          "GetMesh": {
           "requestType": "GetMeshRequest",
           "responseType": "Mesh"
          },
          "DrainHost": {
           "requestType": "DrainHostRequest",
           "responseType": "TaskStarted"
          },
          "RemoveHost": {
           "requestType": "RemoveHostRequest",
           "responseType": "TaskStarted"
          }
         }
        },
        "ImageService": {
         "methods": {
          "ListImages": {
           "requestType": "ListImagesRequest",
           "responseType": "ListImagesResponse"
          },
          "GetImage": {
           "requestType": "ById",
           "responseType": "Image"
          },
          "RegisterImage": {
           "requestType": "RegisterImageRequest",
           "responseType": "TaskStarted"
          },
          "DeleteImage": {
           "requestType": "ById",
           "responseType": "TaskStarted"
          },
          "ListDatastores": {
           "requestType": "PageRequest",
           "responseType": "ListDatastoresResponse"
          },
          "ListNetworks": {
           "requestType": "PageRequest",
           "responseType": "ListNetworksResponse"
          }
         }
        },
        "VmService": {
         "methods": {
          "ListVms": {
           "requestType": "ListVmsRequest",
           "responseType": "ListVmsResponse"
          },
          "GetVm": {
           "requestType": "ById",
           "responseType": "Vm"
          },
          "CreateVm": {
           "requestType": "CreateVmRequest",
           "responseType": "CreateVmResponse"
          },
          "ExplainVm": {
           "requestType": "ExplainVmRequest",
           "responseType": "VmExplanation"
          },
          "StartVm": {
           "requestType": "StartVmRequest",
           "responseType": "TaskStarted"
          },
          "StopVm": {
           "requestType": "StopVmRequest",
           "responseType": "TaskStarted"
          },
          "KillVm": {
           "requestType": "ById",
           "responseType": "TaskStarted"
          },
          "DeleteVm": {
           "requestType": "ById",
           "responseType": "TaskStarted"
          },
          "OpenConsole": {
           "requestType": "OpenConsoleRequest",
           "responseType": "OpenConsoleResponse"
          }
         }
        },
        "TaskService": {
         "methods": {
          "ListTasks": {
           "requestType": "ListTasksRequest",
           "responseType": "ListTasksResponse"
          },
          "GetTask": {
           "requestType": "ById",
           "responseType": "Task"
          },
          "CancelTask": {
           "requestType": "ById",
           "responseType": "Task"
          }
         }
        },
        "EventService": {
         "methods": {
          "ListEvents": {
           "requestType": "ListEventsRequest",
           "responseType": "ListEventsResponse"
          },
          "WatchEvents": {
           "requestType": "WatchEventsRequest",
           "responseType": "Event",
           "responseStream": true
          }
         }
        },
        "Empty": {
         "fields": {}
        },
        "ById": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          }
         }
        },
        "PageRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ErrorRecord": {
         "fields": {
          "code": {
           "type": "string",
           "id": 1
          },
          "message": {
           "type": "string",
           "id": 2
          },
          "hint": {
           "type": "string",
           "id": 3
          },
          "detailsJson": {
           "type": "string",
           "id": 4
          }
         }
        },
        "TaskStarted": {
         "fields": {
          "task": {
           "type": "Task",
           "id": 1
          }
         }
        },
        "ActionVerdict": {
         "oneofs": {
          "_code": {
           "oneof": [
            "code"
           ]
          },
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_hint": {
           "oneof": [
            "hint"
           ]
          }
         },
         "fields": {
          "action": {
           "type": "string",
           "id": 1
          },
          "allowed": {
           "type": "bool",
           "id": 2
          },
          "code": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "reason": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "hint": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "VmDisk": {
         "oneofs": {
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
          "sizeMib": {
           "type": "uint64",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "VmNic": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "network": {
           "type": "string",
           "id": 2
          },
          "mac": {
           "type": "string",
           "id": 3
          }
         }
        },
        "Vm": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_hostId": {
           "oneof": [
            "hostId"
           ]
          },
          "_hostName": {
           "oneof": [
            "hostName"
           ]
          },
          "_accelerator": {
           "oneof": [
            "accelerator"
           ]
          },
          "_activeTaskId": {
           "oneof": [
            "activeTaskId"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "state": {
           "type": "string",
           "id": 3
          },
          "since": {
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
          "desiredPower": {
           "type": "string",
           "id": 6
          },
          "generation": {
           "type": "uint64",
           "id": 7
          },
          "hostId": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "hostName": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "architecture": {
           "type": "string",
           "id": 10
          },
          "accelerator": {
           "type": "string",
           "id": 11,
           "options": {
            "proto3_optional": true
           }
          },
          "cpus": {
           "type": "uint32",
           "id": 12
          },
          "memoryMib": {
           "type": "uint32",
           "id": 13
          },
          "imageId": {
           "type": "string",
           "id": 14
          },
          "imageName": {
           "type": "string",
           "id": 15
          },
          "datastore": {
           "type": "string",
           "id": 16
          },
          "disks": {
           "rule": "repeated",
           "type": "VmDisk",
           "id": 17
          },
          "nics": {
           "rule": "repeated",
           "type": "VmNic",
           "id": 18
          },
          "display": {
           "type": "string",
           "id": 19
          },
          "restart": {
           "type": "string",
           "id": 20
          },
          "restarts": {
           "type": "uint32",
           "id": 21
          },
          "labels": {
           "keyType": "string",
           "type": "string",
           "id": 22
          },
          "activeTaskId": {
           "type": "string",
           "id": 23,
           "options": {
            "proto3_optional": true
           }
          },
          "allowedActions": {
           "rule": "repeated",
           "type": "ActionVerdict",
           "id": 24
          },
          "createdAt": {
           "type": "string",
           "id": 25
          },
          "placement": {
           "type": "VmPlacement",
           "id": 26
          }
         }
        },
        "VmPlacement": {
         "oneofs": {
          "_cpuModel": {
           "oneof": [
            "cpuModel"
           ]
          }
         },
         "fields": {
          "accelerator": {
           "type": "string",
           "id": 1
          },
          "cpuModel": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuFlags": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "rules": {
           "rule": "repeated",
           "type": "PlacementRule",
           "id": 4
          }
         }
        },
        "PlacementRule": {
         "fields": {
          "about": {
           "type": "string",
           "id": 1
          },
          "wish": {
           "type": "string",
           "id": 2
          },
          "strength": {
           "type": "string",
           "id": 3
          },
          "selector": {
           "type": "string",
           "id": 4
          }
         }
        },
        "ExplainVmRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "limit": {
           "type": "uint32",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "VmExplanation": {
         "oneofs": {
          "_hostId": {
           "oneof": [
            "hostId"
           ]
          },
          "_hostName": {
           "oneof": [
            "hostName"
           ]
          },
          "_holds": {
           "oneof": [
            "holds"
           ]
          },
          "_decision": {
           "oneof": [
            "decision"
           ]
          }
         },
         "fields": {
          "vmId": {
           "type": "string",
           "id": 1
          },
          "vmName": {
           "type": "string",
           "id": 2
          },
          "vmState": {
           "type": "string",
           "id": 3
          },
          "hostId": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "hostName": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "wishes": {
           "type": "VmPlacement",
           "id": 6
          },
          "holds": {
           "type": "VmHolding",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "decision": {
           "type": "PlacementDecision",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "fitting": {
           "type": "uint32",
           "id": 9
          },
          "hosts": {
           "rule": "repeated",
           "type": "HostVerdict",
           "id": 10
          },
          "hostCount": {
           "type": "uint32",
           "id": 11
          }
         }
        },
        "VmHolding": {
         "fields": {
          "memoryMib": {
           "type": "uint32",
           "id": 1
          },
          "cpus": {
           "type": "uint32",
           "id": 2
          }
         }
        },
        "PlacementDecision": {
         "fields": {
          "at": {
           "type": "string",
           "id": 1
          },
          "operation": {
           "type": "string",
           "id": 2
          },
          "hostId": {
           "type": "string",
           "id": 3
          },
          "hostName": {
           "type": "string",
           "id": 4
          },
          "reason": {
           "type": "string",
           "id": 5
          },
          "score": {
           "type": "double",
           "id": 6
          },
          "scores": {
           "rule": "repeated",
           "type": "PartScore",
           "id": 7
          },
          "fitting": {
           "type": "uint32",
           "id": 8
          },
          "refused": {
           "rule": "repeated",
           "type": "RefusedHost",
           "id": 9
          },
          "refusedByCode": {
           "keyType": "string",
           "type": "uint32",
           "id": 10
          }
         }
        },
        "PartScore": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "value": {
           "type": "double",
           "id": 2
          },
          "weight": {
           "type": "double",
           "id": 3
          }
         }
        },
        "RefusedHost": {
         "oneofs": {
          "_change": {
           "oneof": [
            "change"
           ]
          },
          "_figures": {
           "oneof": [
            "figures"
           ]
          }
         },
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1
          },
          "hostName": {
           "type": "string",
           "id": 2
          },
          "code": {
           "type": "string",
           "id": 3
          },
          "reason": {
           "type": "string",
           "id": 4
          },
          "change": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "figures": {
           "type": "PlacementFigures",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "PlacementFigures": {
         "fields": {
          "needed": {
           "type": "double",
           "id": 1
          },
          "available": {
           "type": "double",
           "id": 2
          },
          "unit": {
           "type": "string",
           "id": 3
          }
         }
        },
        "PlacementObstacle": {
         "oneofs": {
          "_change": {
           "oneof": [
            "change"
           ]
          },
          "_figures": {
           "oneof": [
            "figures"
           ]
          }
         },
         "fields": {
          "code": {
           "type": "string",
           "id": 1
          },
          "reason": {
           "type": "string",
           "id": 2
          },
          "change": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "figures": {
           "type": "PlacementFigures",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HostVerdict": {
         "oneofs": {
          "_score": {
           "oneof": [
            "score"
           ]
          }
         },
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1
          },
          "hostName": {
           "type": "string",
           "id": 2
          },
          "state": {
           "type": "string",
           "id": 3
          },
          "isCurrent": {
           "type": "bool",
           "id": 4
          },
          "fits": {
           "type": "bool",
           "id": 5
          },
          "score": {
           "type": "double",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "scores": {
           "rule": "repeated",
           "type": "PartScore",
           "id": 7
          },
          "obstacles": {
           "rule": "repeated",
           "type": "PlacementObstacle",
           "id": 8
          }
         }
        },
        "ListVmsRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_name": {
           "oneof": [
            "name"
           ]
          },
          "_search": {
           "oneof": [
            "search"
           ]
          },
          "_hostId": {
           "oneof": [
            "hostId"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "ids": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "search": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "states": {
           "rule": "repeated",
           "type": "string",
           "id": 6
          },
          "hostId": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListVmsResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Vm",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CreateVmRequest": {
         "oneofs": {
          "_cpus": {
           "oneof": [
            "cpus"
           ]
          },
          "_memoryMib": {
           "oneof": [
            "memoryMib"
           ]
          },
          "_diskMib": {
           "oneof": [
            "diskMib"
           ]
          },
          "_network": {
           "oneof": [
            "network"
           ]
          },
          "_display": {
           "oneof": [
            "display"
           ]
          },
          "_restart": {
           "oneof": [
            "restart"
           ]
          },
          "_host": {
           "oneof": [
            "host"
           ]
          },
          "_start": {
           "oneof": [
            "start"
           ]
          },
          "_accelerator": {
           "oneof": [
            "accelerator"
           ]
          },
          "_cpuModel": {
           "oneof": [
            "cpuModel"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "image": {
           "type": "string",
           "id": 2
          },
          "cpus": {
           "type": "uint32",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "memoryMib": {
           "type": "uint32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "diskMib": {
           "type": "uint64",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "network": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "display": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "restart": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "host": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "labels": {
           "keyType": "string",
           "type": "string",
           "id": 10
          },
          "start": {
           "type": "bool",
           "id": 11,
           "options": {
            "proto3_optional": true
           }
          },
          "accelerator": {
           "type": "string",
           "id": 12,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuModel": {
           "type": "string",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuFlags": {
           "rule": "repeated",
           "type": "string",
           "id": 14
          },
          "onHosts": {
           "rule": "repeated",
           "type": "string",
           "id": 15
          },
          "notOnHosts": {
           "rule": "repeated",
           "type": "string",
           "id": 16
          },
          "preferHosts": {
           "rule": "repeated",
           "type": "string",
           "id": 17
          },
          "avoidHosts": {
           "rule": "repeated",
           "type": "string",
           "id": 18
          },
          "nearVms": {
           "rule": "repeated",
           "type": "string",
           "id": 19
          },
          "apartFromVms": {
           "rule": "repeated",
           "type": "string",
           "id": 20
          },
          "preferNearVms": {
           "rule": "repeated",
           "type": "string",
           "id": 21
          },
          "preferApartFromVms": {
           "rule": "repeated",
           "type": "string",
           "id": 22
          }
         }
        },
        "CreateVmResponse": {
         "fields": {
          "task": {
           "type": "Task",
           "id": 1
          },
          "vm": {
           "type": "Vm",
           "id": 2
          }
         }
        },
        "StopVmRequest": {
         "oneofs": {
          "_graceSeconds": {
           "oneof": [
            "graceSeconds"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "graceSeconds": {
           "type": "uint32",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "OpenConsoleRequest": {
         "oneofs": {
          "_readOnly": {
           "oneof": [
            "readOnly"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "readOnly": {
           "type": "bool",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "OpenConsoleResponse": {
         "fields": {
          "ticket": {
           "type": "string",
           "id": 1
          },
          "expiresAt": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "protocol": {
           "type": "string",
           "id": 4
          }
         }
        },
        "DatastoreFacts": {
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
           "type": "DatastoreFacts",
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
        "Host": {
         "oneofs": {
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_lastSeenAt": {
           "oneof": [
            "lastSeenAt"
           ]
          },
          "_inventory": {
           "oneof": [
            "inventory"
           ]
          },
          "_load": {
           "oneof": [
            "load"
           ]
          },
          "_protocol": {
           "oneof": [
            "protocol"
           ]
          },
          "_capacity": {
           "oneof": [
            "capacity"
           ]
          },
          "_hardware": {
           "oneof": [
            "hardware"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "state": {
           "type": "string",
           "id": 3
          },
          "since": {
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
          "agentAddress": {
           "type": "string",
           "id": 6
          },
          "peerId": {
           "type": "string",
           "id": 7
          },
          "lastSeenAt": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "inventory": {
           "type": "HostInventory",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "load": {
           "type": "HostLoad",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          },
          "vmCount": {
           "type": "uint32",
           "id": 11
          },
          "createdAt": {
           "type": "string",
           "id": 12
          },
          "liveness": {
           "type": "string",
           "id": 13
          },
          "witnesses": {
           "rule": "repeated",
           "type": "string",
           "id": 14
          },
          "mode": {
           "type": "string",
           "id": 15
          },
          "protocol": {
           "type": "uint32",
           "id": 16,
           "options": {
            "proto3_optional": true
           }
          },
          "allowedActions": {
           "rule": "repeated",
           "type": "ActionVerdict",
           "id": 17
          },
          "placement": {
           "type": "HostPlacement",
           "id": 18
          },
          "capacity": {
           "type": "HostCapacity",
           "id": 19,
           "options": {
            "proto3_optional": true
           }
          },
          "hardware": {
           "type": "HostHardware",
           "id": 20,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HostPlacement": {
         "oneofs": {
          "_rack": {
           "oneof": [
            "rack"
           ]
          },
          "_memoryRatio": {
           "oneof": [
            "memoryRatio"
           ]
          },
          "_cpuRatio": {
           "oneof": [
            "cpuRatio"
           ]
          }
         },
         "fields": {
          "labels": {
           "keyType": "string",
           "type": "string",
           "id": 1
          },
          "rack": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "memoryRatio": {
           "type": "double",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuRatio": {
           "type": "double",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "HostCapacity": {
         "fields": {
          "memoryMib": {
           "type": "Room",
           "id": 1
          },
          "cpus": {
           "type": "Room",
           "id": 2
          }
         }
        },
        "Room": {
         "fields": {
          "limit": {
           "type": "uint64",
           "id": 1
          },
          "used": {
           "type": "uint64",
           "id": 2
          },
          "inFlight": {
           "type": "uint64",
           "id": 3
          }
         }
        },
        "SetHostPlacementRequest": {
         "oneofs": {
          "_rack": {
           "oneof": [
            "rack"
           ]
          },
          "_memoryRatio": {
           "oneof": [
            "memoryRatio"
           ]
          },
          "_cpuRatio": {
           "oneof": [
            "cpuRatio"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "labels": {
           "keyType": "string",
           "type": "string",
           "id": 2
          },
          "removeLabels": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "rack": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "memoryRatio": {
           "type": "double",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuRatio": {
           "type": "double",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "PlacementDefaults": {
         "fields": {
          "memoryRatio": {
           "type": "double",
           "id": 1
          },
          "cpuRatio": {
           "type": "double",
           "id": 2
          },
          "reservedMemoryMib": {
           "type": "uint32",
           "id": 3
          }
         }
        },
        "SetPlacementDefaultsRequest": {
         "oneofs": {
          "_memoryRatio": {
           "oneof": [
            "memoryRatio"
           ]
          },
          "_cpuRatio": {
           "oneof": [
            "cpuRatio"
           ]
          }
         },
         "fields": {
          "memoryRatio": {
           "type": "double",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cpuRatio": {
           "type": "double",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "GetMeshRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Mesh": {
         "fields": {
          "viewId": {
           "type": "string",
           "id": 1
          },
          "seenBy": {
           "type": "MeshNeighbour",
           "id": 2
          },
          "isolated": {
           "type": "bool",
           "id": 3
          },
          "memberCount": {
           "type": "uint32",
           "id": 4
          },
          "countByState": {
           "keyType": "string",
           "type": "uint32",
           "id": 5
          },
          "members": {
           "rule": "repeated",
           "type": "MeshMember",
           "id": 6
          }
         }
        },
        "MeshNeighbour": {
         "fields": {
          "peerId": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          }
         }
        },
        "MeshObservation": {
         "fields": {
          "peerId": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "says": {
           "type": "string",
           "id": 3
          }
         }
        },
        "MeshMember": {
         "oneofs": {
          "_hostId": {
           "oneof": [
            "hostId"
           ]
          },
          "_reason": {
           "oneof": [
            "reason"
           ]
          },
          "_link": {
           "oneof": [
            "link"
           ]
          }
         },
         "fields": {
          "peerId": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "hostId": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "state": {
           "type": "string",
           "id": 4
          },
          "since": {
           "type": "string",
           "id": 5
          },
          "reason": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "starts": {
           "type": "uint32",
           "id": 7
          },
          "refutations": {
           "type": "uint32",
           "id": 8
          },
          "watchedBy": {
           "rule": "repeated",
           "type": "MeshObservation",
           "id": 9
          },
          "watches": {
           "rule": "repeated",
           "type": "MeshNeighbour",
           "id": 10
          },
          "asked": {
           "type": "uint32",
           "id": 11
          },
          "down": {
           "type": "uint32",
           "id": 12
          },
          "suspectAt": {
           "type": "uint32",
           "id": 13
          },
          "failedAt": {
           "type": "uint32",
           "id": 14
          },
          "link": {
           "type": "MeshLink",
           "id": 15,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "MeshLink": {
         "oneofs": {
          "_silentMs": {
           "oneof": [
            "silentMs"
           ]
          }
         },
         "fields": {
          "linked": {
           "type": "bool",
           "id": 1
          },
          "silentMs": {
           "type": "uint64",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "RenameHostRequest": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          }
         }
        },
        "StartVmRequest": {
         "oneofs": {
          "_host": {
           "oneof": [
            "host"
           ]
          },
          "_force": {
           "oneof": [
            "force"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "host": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "force": {
           "type": "bool",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "DrainHostRequest": {
         "oneofs": {
          "_graceSeconds": {
           "oneof": [
            "graceSeconds"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "graceSeconds": {
           "type": "uint32",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "RemoveHostRequest": {
         "oneofs": {
          "_force": {
           "oneof": [
            "force"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "force": {
           "type": "bool",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListHostsRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_name": {
           "oneof": [
            "name"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "ids": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListHostsResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Host",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "InviteHostRequest": {
         "oneofs": {
          "_validMinutes": {
           "oneof": [
            "validMinutes"
           ]
          }
         },
         "fields": {
          "validMinutes": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "InviteHostResponse": {
         "oneofs": {
          "_command": {
           "oneof": [
            "command"
           ]
          }
         },
         "fields": {
          "joinToken": {
           "type": "string",
           "id": 1
          },
          "expiresAt": {
           "type": "string",
           "id": 2
          },
          "command": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Image": {
         "oneofs": {
          "_kernelPath": {
           "oneof": [
            "kernelPath"
           ]
          },
          "_initrdPath": {
           "oneof": [
            "initrdPath"
           ]
          },
          "_commandLine": {
           "oneof": [
            "commandLine"
           ]
          }
         },
         "fields": {
          "id": {
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
          "datastore": {
           "type": "string",
           "id": 4
          },
          "diskPath": {
           "type": "string",
           "id": 5
          },
          "diskFormat": {
           "type": "string",
           "id": 6
          },
          "diskBytes": {
           "type": "uint64",
           "id": 7
          },
          "sha256": {
           "type": "string",
           "id": 8
          },
          "kernelPath": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "initrdPath": {
           "type": "string",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          },
          "commandLine": {
           "type": "string",
           "id": 11,
           "options": {
            "proto3_optional": true
           }
          },
          "description": {
           "type": "string",
           "id": 12
          },
          "createdAt": {
           "type": "string",
           "id": 13
          },
          "allowedActions": {
           "rule": "repeated",
           "type": "ActionVerdict",
           "id": 14
          }
         }
        },
        "ListImagesRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_name": {
           "oneof": [
            "name"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "name": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListImagesResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Image",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "RegisterImageRequest": {
         "oneofs": {
          "_datastore": {
           "oneof": [
            "datastore"
           ]
          },
          "_kernelPath": {
           "oneof": [
            "kernelPath"
           ]
          },
          "_initrdPath": {
           "oneof": [
            "initrdPath"
           ]
          },
          "_commandLine": {
           "oneof": [
            "commandLine"
           ]
          },
          "_description": {
           "oneof": [
            "description"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "architecture": {
           "type": "string",
           "id": 2
          },
          "datastore": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "diskPath": {
           "type": "string",
           "id": 4
          },
          "kernelPath": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "initrdPath": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "commandLine": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "description": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "DatastoreOnHost": {
         "fields": {
          "hostId": {
           "type": "string",
           "id": 1
          },
          "hostName": {
           "type": "string",
           "id": 2
          },
          "totalBytes": {
           "type": "uint64",
           "id": 3
          },
          "freeBytes": {
           "type": "uint64",
           "id": 4
          }
         }
        },
        "Datastore": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "hosts": {
           "rule": "repeated",
           "type": "DatastoreOnHost",
           "id": 3
          }
         }
        },
        "ListDatastoresResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Datastore",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Network": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "description": {
           "type": "string",
           "id": 3
          }
         }
        },
        "ListNetworksResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Network",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "TaskSubject": {
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "id": {
           "type": "string",
           "id": 2
          },
          "name": {
           "type": "string",
           "id": 3
          }
         }
        },
        "TaskStep": {
         "oneofs": {
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "state": {
           "type": "string",
           "id": 2
          },
          "startedAt": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "pointOfNoReturn": {
           "type": "bool",
           "id": 5
          }
         }
        },
        "Task": {
         "oneofs": {
          "_error": {
           "oneof": [
            "error"
           ]
          },
          "_startedAt": {
           "oneof": [
            "startedAt"
           ]
          },
          "_endedAt": {
           "oneof": [
            "endedAt"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "kind": {
           "type": "string",
           "id": 2
          },
          "subject": {
           "type": "TaskSubject",
           "id": 3
          },
          "state": {
           "type": "string",
           "id": 4
          },
          "progress": {
           "type": "double",
           "id": 5
          },
          "message": {
           "type": "string",
           "id": 6
          },
          "steps": {
           "rule": "repeated",
           "type": "TaskStep",
           "id": 7
          },
          "cancelRequested": {
           "type": "bool",
           "id": 8
          },
          "error": {
           "type": "ErrorRecord",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "requestedBy": {
           "type": "string",
           "id": 10
          },
          "createdAt": {
           "type": "string",
           "id": 11
          },
          "startedAt": {
           "type": "string",
           "id": 12,
           "options": {
            "proto3_optional": true
           }
          },
          "endedAt": {
           "type": "string",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
          },
          "allowedActions": {
           "rule": "repeated",
           "type": "ActionVerdict",
           "id": 14
          }
         }
        },
        "ListTasksRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_subjectId": {
           "oneof": [
            "subjectId"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "ids": {
           "rule": "repeated",
           "type": "string",
           "id": 3
          },
          "states": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          },
          "subjectId": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListTasksResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Task",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Event": {
         "fields": {
          "cursor": {
           "type": "uint64",
           "id": 1
          },
          "at": {
           "type": "string",
           "id": 2
          },
          "kind": {
           "type": "string",
           "id": 3
          },
          "subject": {
           "type": "TaskSubject",
           "id": 4
          },
          "message": {
           "type": "string",
           "id": 5
          },
          "data": {
           "keyType": "string",
           "type": "string",
           "id": 6
          }
         }
        },
        "ListEventsRequest": {
         "oneofs": {
          "_limit": {
           "oneof": [
            "limit"
           ]
          },
          "_cursor": {
           "oneof": [
            "cursor"
           ]
          },
          "_subjectId": {
           "oneof": [
            "subjectId"
           ]
          }
         },
         "fields": {
          "limit": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "cursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "subjectId": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "kinds": {
           "rule": "repeated",
           "type": "string",
           "id": 4
          }
         }
        },
        "ListEventsResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Event",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "WatchEventsRequest": {
         "oneofs": {
          "_after": {
           "oneof": [
            "after"
           ]
          }
         },
         "fields": {
          "after": {
           "type": "uint64",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "User": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "role": {
           "type": "string",
           "id": 3
          },
          "createdAt": {
           "type": "string",
           "id": 4
          }
         }
        },
        "ListUsersResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "User",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CreateUserRequest": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "password": {
           "type": "string",
           "id": 2
          },
          "role": {
           "type": "string",
           "id": 3
          }
         }
        },
        "UpdateUserRequest": {
         "oneofs": {
          "_role": {
           "oneof": [
            "role"
           ]
          },
          "_password": {
           "oneof": [
            "password"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "role": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "password": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ChangePasswordRequest": {
         "fields": {
          "currentPassword": {
           "type": "string",
           "id": 1
          },
          "password": {
           "type": "string",
           "id": 2
          }
         }
        },
        "Session": {
         "oneofs": {
          "_expiresAt": {
           "oneof": [
            "expiresAt"
           ]
          }
         },
         "fields": {
          "user": {
           "type": "User",
           "id": 1
          },
          "permissions": {
           "rule": "repeated",
           "type": "string",
           "id": 2
          },
          "expiresAt": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Token": {
         "oneofs": {
          "_expiresAt": {
           "oneof": [
            "expiresAt"
           ]
          },
          "_lastUsedAt": {
           "oneof": [
            "lastUsedAt"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "userId": {
           "type": "string",
           "id": 3
          },
          "role": {
           "type": "string",
           "id": 4
          },
          "createdAt": {
           "type": "string",
           "id": 5
          },
          "expiresAt": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "lastUsedAt": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListTokensResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Token",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CreateTokenRequest": {
         "oneofs": {
          "_role": {
           "oneof": [
            "role"
           ]
          },
          "_expiresInDays": {
           "oneof": [
            "expiresInDays"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "role": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "expiresInDays": {
           "type": "uint32",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "CreateTokenResponse": {
         "fields": {
          "token": {
           "type": "Token",
           "id": 1
          },
          "secret": {
           "type": "string",
           "id": 2
          }
         }
        },
        "AuditEntry": {
         "oneofs": {
          "_before": {
           "oneof": [
            "before"
           ]
          },
          "_after": {
           "oneof": [
            "after"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "at": {
           "type": "string",
           "id": 2
          },
          "actor": {
           "type": "string",
           "id": 3
          },
          "from": {
           "type": "string",
           "id": 4
          },
          "operation": {
           "type": "string",
           "id": 5
          },
          "subject": {
           "type": "string",
           "id": 6
          },
          "outcome": {
           "type": "string",
           "id": 7
          },
          "before": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "after": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "ListAuditResponse": {
         "oneofs": {
          "_nextCursor": {
           "oneof": [
            "nextCursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "AuditEntry",
           "id": 1
          },
          "nextCursor": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
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
 }
};
