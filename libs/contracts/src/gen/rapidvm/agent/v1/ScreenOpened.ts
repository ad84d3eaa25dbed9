// Original file: proto/agent/v1/agent.proto


export interface ScreenOpened {
}

export interface ScreenOpened__Output {
}
