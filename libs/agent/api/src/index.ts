export type { AgentBackend } from './agent-backend.ts';
export { AgentCredentials } from './agent-credentials.ts';
export type { AgentCertificates } from './agent-credentials.ts';
export { startAgentServer } from './agent-server.ts';
export type { AgentServer, AgentServerOptions } from './agent-server.ts';
export { CONTROLLER_NAME } from './controller-only.ts';
export { ERROR_TRAILER } from './error-status.ts';
export * from './limits.ts';
