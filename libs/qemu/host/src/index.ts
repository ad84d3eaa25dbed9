export { SERIAL_LOG_KEPT_BYTES, SERIAL_LOG_MAX_BYTES } from './limits.ts';
export { chooseMachineUsers } from './host/machine-users.ts';
export type { MachineUsers } from './host/machine-users.ts';
export { chooseRunRoot, spareRunRoot } from './host/run-root.ts';
export { createMachineHost } from './machine-host.ts';
export { readBootId } from './process/process-identity.ts';
export type { MachineHostOptions } from './options.ts';
