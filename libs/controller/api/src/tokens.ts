/** Names under which Nest injects what the composition root made. */
export const API_PORTS = Symbol('ApiPorts');
export const LOGGER = Symbol('Logger');
