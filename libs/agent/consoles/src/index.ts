export { AgentConsoles } from './agent-consoles.ts';
export type { AgentConsolesWorld, ConsoleSource } from './agent-consoles.ts';
export { SocketLoans } from './socket-loans.ts';
export { KEPT_BYTES } from './log-viewer.ts';
