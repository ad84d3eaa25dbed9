/** An agent that starts a VM, says so and is killed at once: `node dying-agent.ts LAB SPEC`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ProcessRecord } from '@rapidvm/agent-app';
import type { MachineSpec } from '@rapidvm/domain';
import { joinMachineLab } from './machine-lab.ts';

/** Runs it; resolves with the record of its VM when the agent is dead by SIGKILL. */
export async function startAndDie(folder: string, spec: MachineSpec): Promise<ProcessRecord> {
  const agent = spawn(process.execPath, [import.meta.filename, folder, JSON.stringify(spec)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(agent, 'exit');
  let said = '';
  for await (const chunk of agent.stdout) said += String(chunk);
  const [, signal] = (await exit) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the agent ended with ${String(signal)}: ${said}`);
  return JSON.parse(said) as ProcessRecord;
}

async function main(folder: string, spec: MachineSpec): Promise<void> {
  const lab = await joinMachineLab(folder);
  const { record } = await lab.newHost().start(spec);
  process.stdout.write(JSON.stringify(record), () => process.kill(process.pid, 'SIGKILL'));
}

const [, script, folder, spec] = process.argv;
if (script === import.meta.filename && folder !== undefined && spec !== undefined)
  await main(folder, JSON.parse(spec) as MachineSpec);
