export { AgentConsoles } from './agent-consoles.ts';
export type { AgentConsolesWorld, ConsoleSource } from './agent-consoles.ts';
export { ScreenLoans } from './screen-loans.ts';
export { KEPT_BYTES } from './log-viewer.ts';
