/** The wire truth as types, made from proto/ by `npm run contracts`. No logic here. */
export { default as agentDescriptor } from './gen/agent-v1-agent.descriptor.ts';
export type * as agentV1 from './gen/agent-v1-agent.types.ts';
export type { ProtoGrpcType as AgentProto } from './gen/agent.ts';

/** How every part loads the descriptors: 64-bit numbers as numbers (ours stay below 2^53), fields in camelCase. */
export const LOADER_OPTIONS = {
  longs: Number,
  enums: String,
  bytes: Buffer,
  defaults: true,
  oneofs: true,
  keepCase: false,
} as const;
export { default as apiDescriptor } from './gen/api-v1-api.descriptor.ts';
export type * as apiV1 from './gen/api-v1-api.types.ts';
export type { ProtoGrpcType as ApiProto } from './gen/api.ts';
