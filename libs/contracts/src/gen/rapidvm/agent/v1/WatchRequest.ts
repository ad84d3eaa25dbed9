// Original file: proto/agent/v1/agent.proto


export interface WatchRequest {
}

export interface WatchRequest__Output {
}
