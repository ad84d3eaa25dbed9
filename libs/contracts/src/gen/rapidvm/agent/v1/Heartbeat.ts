// Original file: proto/agent/v1/agent.proto


export interface Heartbeat {
}

export interface Heartbeat__Output {
}
