import { fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './faults.ts';
import type { MachinePlace } from './open-machine.ts';

/** A controller in a process of its own. It does nothing until told which task to die in. */
export interface ControllerProcess {
  /** Resolves with the signal that ended it; it is made to end after `deadlineMs`. */
  runUntilDead(scenario: string, task: string, fault: Fault, deadlineMs: number): Promise<NodeJS.Signals | null>;
  kill(): void;
}

export function startController(place: MachinePlace): ControllerProcess {
  // Hundreds of them load the same sources: what the first has compiled, the others take over.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'rapidvm-machine-compiled') };
  const child = fork(join(import.meta.dirname, 'child.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env,
  });
  const ready = once(child, 'message');
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  child.send(place);
  return {
    async runUntilDead(scenario, task, fault, deadlineMs) {
      await Promise.race([ready, ended]);
      if (child.connected) child.send({ scenario, task, fault });
      const late = setTimeout(() => child.kill('SIGTERM'), deadlineMs);
      const signal = await ended;
      clearTimeout(late);
      return signal;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
