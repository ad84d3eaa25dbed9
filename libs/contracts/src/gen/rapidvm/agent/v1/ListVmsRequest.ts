// Original file: proto/agent/v1/agent.proto


export interface ListVmsRequest {
}

export interface ListVmsRequest__Output {
}
