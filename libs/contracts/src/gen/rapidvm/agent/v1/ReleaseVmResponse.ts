// Original file: proto/agent/v1/agent.proto


export interface ReleaseVmResponse {
}

export interface ReleaseVmResponse__Output {
}
