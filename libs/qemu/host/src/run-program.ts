import { execFile } from 'node:child_process';
import type { MachineUser } from '@rapidvm/qemu-core';
import { PROGRAM_MAX_OUTPUT_BYTES } from './limits.ts';

export interface ProgramResult {
  /** Null: it was killed (`signal`), or could not be started at all (`failure`). */
  readonly code: number | null;
  readonly signal: string | null;
  readonly failure: string | null;
  readonly output: string;
}

export interface ProgramLimits {
  readonly deadlineMs: number;
  readonly user?: MachineUser | null;
}

/** Runs a program to its end, with its arguments as they are (no shell). Never rejects: how it ended is the result. */
export function runProgram(program: string, args: readonly string[], limits: ProgramLimits): Promise<ProgramResult> {
  const user = limits.user ?? null;
  const options = {
    timeout: limits.deadlineMs,
    killSignal: 'SIGKILL' as const,
    maxBuffer: PROGRAM_MAX_OUTPUT_BYTES,
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ code: 0, signal: null, failure: null, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, signal: null, failure: null, output });
      else
        resolve({
          code: null,
          signal: error.signal ?? null,
          failure: error.killed === true ? 'it took too long' : error.message,
          output,
        });
    });
  });
}
