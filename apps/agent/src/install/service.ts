/** What keeps the agent running: systemd where the machine has it, otherwise nobody but the kernel. */
import { execFile, spawn } from 'node:child_process';
import { access, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { writeWhole } from '@rapidvm/agent-app';
import { RapidError, SECOND_MS } from '@rapidvm/kernel';
import { AGENT_ARGV, AGENT_ENVIRONMENT, PLACES } from './places.ts';
import { AGENT_UNIT } from './unit.ts';

const run = promisify(execFile);

/** Milliseconds for an agent to end: it lets go of its VMs and its mesh first. */
const STOP_MS = 30 * SECOND_MS;
const POLL_MS = 100;
const LOG_LINES = 12;
const READABLE = 0o644;

export interface Service {
  /** What a person does to start it by hand after a reboot; null: it starts by itself. */
  readonly byHand: string | null;
  isRunning(): Promise<boolean>;
  /** Starts it, and starts it anew if it runs. Its VMs go on. */
  restart(): Promise<void>;
  /** Resolves when its process has ended. */
  stop(): Promise<void>;
  /** Its last words. */
  log(): Promise<string>;
}

/** `lock`: the file in which a running agent notes its process. */
export async function openService(lock: string): Promise<Service> {
  // As sd_booted(3) tells whether systemd runs here.
  const booted = await access('/run/systemd/system').then(
    () => true,
    () => false,
  );
  return booted ? new SystemdService() : new PlainService(lock);
}

class SystemdService implements Service {
  readonly byHand = null;

  isRunning(): Promise<boolean> {
    return run('systemctl', ['is-active', '--quiet', 'rapidvm-agent']).then(
      () => true,
      () => false,
    );
  }

  async restart(): Promise<void> {
    await writeWhole(PLACES.unit, AGENT_UNIT, READABLE);
    await run('systemctl', ['daemon-reload']);
    await run('systemctl', ['enable', '--quiet', 'rapidvm-agent']);
    await run('systemctl', ['restart', 'rapidvm-agent']);
  }

  async stop(): Promise<void> {
    await run('systemctl', ['stop', 'rapidvm-agent']);
  }

  async log(): Promise<string> {
    return (await run('journalctl', ['-u', 'rapidvm-agent', '-n', String(LOG_LINES), '-o', 'cat', '--no-pager'])).stdout;
  }
}

class PlainService implements Service {
  readonly byHand = `env MALLOC_ARENA_MAX=1 setsid ${AGENT_ARGV.join(' ')} >>${PLACES.log} 2>&1 </dev/null &`;
  readonly #lock: string;

  constructor(lock: string) {
    this.#lock = lock;
  }

  async isRunning(): Promise<boolean> {
    return (await this.#pid()) !== null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await mkdir(dirname(PLACES.log), { recursive: true, mode: 0o750 });
    const log = await open(PLACES.log, 'a', 0o640);
    try {
      const [program, ...words] = AGENT_ARGV;
      const environment = { ...process.env, ...AGENT_ENVIRONMENT };
      const child = spawn(program, words, { detached: true, stdio: ['ignore', log.fd, log.fd], env: environment, cwd: '/' });
      child.unref();
    } finally {
      await log.close();
    }
  }

  async stop(): Promise<void> {
    const pid = await this.#pid();
    if (pid === null) return;
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; (await this.#pid()) === pid; waited += POLL_MS) {
      if (waited >= STOP_MS) {
        const details = { what: `the agent, process ${pid}`, afterMs: STOP_MS };
        throw new RapidError(
          'timed-out',
          'The agent that runs here does not end',
          details,
          'End it by hand, then paste the line again',
        );
      }
      await wait(POLL_MS);
    }
  }

  async log(): Promise<string> {
    const text = await readFile(PLACES.log, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-LOG_LINES).join('\n');
  }

  /** The process in the lock file, if that is an agent of ours still. */
  async #pid(): Promise<number | null> {
    const text = await readFile(this.#lock, 'utf8').catch(() => '');
    const pid = /"pid":(\d+)/.exec(text)?.[1];
    if (pid === undefined) return null;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command.split('\0').includes(PLACES.config) ? Number(pid) : null;
  }
}
