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
          "RemoveHost": {
           "requestType": "ById",
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
          "StartVm": {
           "requestType": "ById",
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
          "details_json": {
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
          "_size_mib": {
           "oneof": [
            "size_mib"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "size_mib": {
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
          "_host_id": {
           "oneof": [
            "host_id"
           ]
          },
          "_host_name": {
           "oneof": [
            "host_name"
           ]
          },
          "_accelerator": {
           "oneof": [
            "accelerator"
           ]
          },
          "_active_task_id": {
           "oneof": [
            "active_task_id"
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
          "desired_power": {
           "type": "string",
           "id": 6
          },
          "generation": {
           "type": "uint64",
           "id": 7
          },
          "host_id": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "host_name": {
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
          "memory_mib": {
           "type": "uint32",
           "id": 13
          },
          "image_id": {
           "type": "string",
           "id": 14
          },
          "image_name": {
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
          "active_task_id": {
           "type": "string",
           "id": 23,
           "options": {
            "proto3_optional": true
           }
          },
          "allowed_actions": {
           "rule": "repeated",
           "type": "ActionVerdict",
           "id": 24
          },
          "created_at": {
           "type": "string",
           "id": 25
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
          "_host_id": {
           "oneof": [
            "host_id"
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
          "host_id": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Vm",
           "id": 1
          },
          "next_cursor": {
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
          "_memory_mib": {
           "oneof": [
            "memory_mib"
           ]
          },
          "_disk_mib": {
           "oneof": [
            "disk_mib"
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
          "memory_mib": {
           "type": "uint32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "disk_mib": {
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
          "_grace_seconds": {
           "oneof": [
            "grace_seconds"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "grace_seconds": {
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
          "_read_only": {
           "oneof": [
            "read_only"
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
          "read_only": {
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
          "expires_at": {
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
          "total_bytes": {
           "type": "uint64",
           "id": 2
          },
          "free_bytes": {
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
          "cpu_model": {
           "type": "string",
           "id": 2
          },
          "cpus": {
           "type": "uint32",
           "id": 3
          },
          "memory_mib": {
           "type": "uint32",
           "id": 4
          },
          "operating_system": {
           "type": "string",
           "id": 5
          },
          "kernel": {
           "type": "string",
           "id": 6
          },
          "qemu_version": {
           "type": "string",
           "id": 7
          },
          "accelerator": {
           "type": "Accelerator",
           "id": 8
          },
          "agent_version": {
           "type": "string",
           "id": 9
          },
          "datastores": {
           "rule": "repeated",
           "type": "DatastoreFacts",
           "id": 10
          }
         }
        },
        "HostLoad": {
         "fields": {
          "load1": {
           "type": "double",
           "id": 1
          },
          "free_memory_mib": {
           "type": "uint32",
           "id": 2
          },
          "running_vms": {
           "type": "uint32",
           "id": 3
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
          "_last_seen_at": {
           "oneof": [
            "last_seen_at"
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
          "agent_address": {
           "type": "string",
           "id": 6
          },
          "peer_id": {
           "type": "string",
           "id": 7
          },
          "last_seen_at": {
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
          "vm_count": {
           "type": "uint32",
           "id": 11
          },
          "created_at": {
           "type": "string",
           "id": 12
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Host",
           "id": 1
          },
          "next_cursor": {
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
          "_valid_minutes": {
           "oneof": [
            "valid_minutes"
           ]
          }
         },
         "fields": {
          "valid_minutes": {
           "type": "uint32",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "InviteHostResponse": {
         "fields": {
          "join_token": {
           "type": "string",
           "id": 1
          },
          "expires_at": {
           "type": "string",
           "id": 2
          }
         }
        },
        "Image": {
         "oneofs": {
          "_kernel_path": {
           "oneof": [
            "kernel_path"
           ]
          },
          "_initrd_path": {
           "oneof": [
            "initrd_path"
           ]
          },
          "_command_line": {
           "oneof": [
            "command_line"
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
          "disk_path": {
           "type": "string",
           "id": 5
          },
          "disk_format": {
           "type": "string",
           "id": 6
          },
          "disk_bytes": {
           "type": "uint64",
           "id": 7
          },
          "sha256": {
           "type": "string",
           "id": 8
          },
          "kernel_path": {
           "type": "string",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "initrd_path": {
           "type": "string",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          },
          "command_line": {
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
          "created_at": {
           "type": "string",
           "id": 13
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Image",
           "id": 1
          },
          "next_cursor": {
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
          "_kernel_path": {
           "oneof": [
            "kernel_path"
           ]
          },
          "_initrd_path": {
           "oneof": [
            "initrd_path"
           ]
          },
          "_command_line": {
           "oneof": [
            "command_line"
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
          "disk_path": {
           "type": "string",
           "id": 4
          },
          "kernel_path": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "initrd_path": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "command_line": {
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
          "host_id": {
           "type": "string",
           "id": 1
          },
          "host_name": {
           "type": "string",
           "id": 2
          },
          "total_bytes": {
           "type": "uint64",
           "id": 3
          },
          "free_bytes": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Datastore",
           "id": 1
          },
          "next_cursor": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Network",
           "id": 1
          },
          "next_cursor": {
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
          "_started_at": {
           "oneof": [
            "started_at"
           ]
          },
          "_ended_at": {
           "oneof": [
            "ended_at"
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
          "started_at": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "ended_at": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
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
          "_started_at": {
           "oneof": [
            "started_at"
           ]
          },
          "_ended_at": {
           "oneof": [
            "ended_at"
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
          "cancel_requested": {
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
          "requested_by": {
           "type": "string",
           "id": 10
          },
          "created_at": {
           "type": "string",
           "id": 11
          },
          "started_at": {
           "type": "string",
           "id": 12,
           "options": {
            "proto3_optional": true
           }
          },
          "ended_at": {
           "type": "string",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
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
          "_subject_id": {
           "oneof": [
            "subject_id"
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
          "subject_id": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Task",
           "id": 1
          },
          "next_cursor": {
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
          "_subject_id": {
           "oneof": [
            "subject_id"
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
          "subject_id": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Event",
           "id": 1
          },
          "next_cursor": {
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
          "created_at": {
           "type": "string",
           "id": 4
          }
         }
        },
        "ListUsersResponse": {
         "oneofs": {
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "User",
           "id": 1
          },
          "next_cursor": {
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
        "Session": {
         "oneofs": {
          "_expires_at": {
           "oneof": [
            "expires_at"
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
          "expires_at": {
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
          "_expires_at": {
           "oneof": [
            "expires_at"
           ]
          },
          "_last_used_at": {
           "oneof": [
            "last_used_at"
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
          "user_id": {
           "type": "string",
           "id": 3
          },
          "role": {
           "type": "string",
           "id": 4
          },
          "created_at": {
           "type": "string",
           "id": 5
          },
          "expires_at": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "last_used_at": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "Token",
           "id": 1
          },
          "next_cursor": {
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
          "_expires_in_days": {
           "oneof": [
            "expires_in_days"
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
          "expires_in_days": {
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
          "_next_cursor": {
           "oneof": [
            "next_cursor"
           ]
          }
         },
         "fields": {
          "items": {
           "rule": "repeated",
           "type": "AuditEntry",
           "id": 1
          },
          "next_cursor": {
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
