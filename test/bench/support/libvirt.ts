/** A libvirt that runs only while a bench does: its two daemons as our children, and two ways to talk to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { eventually } from '@rapidvm/testing';
import { run } from '../../../scripts/shared/run.ts';
import { say } from './report.ts';

const URI = 'qemu:///system';
const STARTS_MS = 30_000;

export interface Libvirt {
  /** One `virsh` command as a person or a script gives it: a process of its own. */
  virsh(...words: readonly string[]): Promise<string>;
  /** A command in a `virsh` that stays open: without the cost of starting it and of connecting. */
  inSession(line: string): Promise<string>;
  close(): Promise<void>;
}

async function listens(socket: string): Promise<void> {
  await eventually(async () => {
    await access(socket);
    return true;
  }, STARTS_MS);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

async function answers(): Promise<boolean> {
  return run(['virsh', '-c', URI, 'version'], { timeoutMs: 10_000 }).then(
    () => true,
    () => false,
  );
}

/** Uses the machine's libvirt if it runs; else starts one and ends it with `close`. */
export async function openLibvirt(): Promise<Libvirt> {
  const children: ChildProcess[] = [];
  if (!(await answers())) {
    say('starting libvirt');
    for (const daemon of ['/usr/sbin/virtlogd', '/usr/sbin/libvirtd']) children.unshift(spawn(daemon, [], { stdio: 'ignore' }));
    await listens('/run/libvirt/libvirt-sock');
    await eventually(answers, STARTS_MS);
  }
  const session = openSession();
  return {
    virsh: (...words) => run(['virsh', '-c', URI, ...words], { timeoutMs: 60_000 }),
    inSession: (line) => session.command(line),
    async close() {
      await session.close();
      for (const child of children) await end(child);
    },
  };
}

const PROMPT = 'virsh # ';

/** `virsh` writes its prompt when a command has ended, also into a pipe. */
function openSession() {
  const child = spawn('virsh', ['-c', URI], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let wake = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.endsWith(PROMPT)) wake.resolve();
  });
  child.once('close', () => wake.reject(new Error(`virsh ended: ${text}`)));
  const ready = wake.promise;
  return {
    async command(line: string): Promise<string> {
      await ready;
      text = '';
      wake = Promise.withResolvers<void>();
      child.stdin.write(`${line}\n`);
      await wake.promise;
      return text;
    },
    async close(): Promise<void> {
      await ready;
      wake = Promise.withResolvers<void>();
      wake.promise.catch(() => undefined);
      const closed = once(child, 'close');
      child.stdin.end('quit\n');
      await closed;
    },
  };
}
