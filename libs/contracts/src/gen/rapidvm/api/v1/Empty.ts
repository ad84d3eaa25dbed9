// Original file: proto/api/v1/api.proto


export interface Empty {
}

export interface Empty__Output {
}
