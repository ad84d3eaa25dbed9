export type { ClientIdentity } from './agent-service.ts';
export { createAgentClients } from './create-agent-clients.ts';
export type { AgentClientOptions, AgentClients } from './create-agent-clients.ts';
