/** The portmapper, version 2 (RFC 1833): which port a program listens on. */
import type { Procedure } from '../rpc/rpc-message.ts';

export const PORTMAPPER_PORT = 111;
const TCP = 6;

export interface ProgramVersion {
  readonly program: number;
  readonly version: number;
}

/** The TCP port of a program; 0: it is not there. */
export const getPort: Procedure<ProgramVersion, number> = {
  name: 'GETPORT',
  program: 100_000,
  version: 2,
  number: 3,
  encode: (writer, { program, version }) => writer.u32(program).u32(version).u32(TCP).u32(0),
  decode: (reader) => reader.u32(),
};
