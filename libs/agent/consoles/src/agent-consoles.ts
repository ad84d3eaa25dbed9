/** Opens consoles: refuses what can't be opened before anything is, then hands out viewers. */
import type {
  Consoles,
  Loan,
  Loans,
  MachineProcess,
  ScreenOutput,
  ScreenViewer,
  SerialOptions,
  SerialViewer,
  ViewerEvents,
} from '@rapidvm/agent-app';
import type { NearController } from '@rapidvm/console';
import type { VmState } from '@rapidvm/domain';
import { HAS_PROCESS } from '@rapidvm/domain';
import type { Logger, Timers, VmId } from '@rapidvm/kernel';
import { RapidError, anyOf } from '@rapidvm/kernel';
import { MAX_SCREEN_VIEWERS_PER_VM, MAX_SERIAL_VIEWERS_PER_VM } from './limits.ts';
import { openLogViewer } from './log-viewer.ts';
import { openScreenViewer } from './screen-viewer.ts';
import { SerialConsole } from './serial-console.ts';
import { unavailable } from './unix-socket.ts';

/** What a console needs to know of a VM. */
export interface ConsoleSource {
  readonly state: VmState;
  /** Null: there is none, or it is just being started. */
  readonly process: MachineProcess | null;
}

export interface AgentConsolesWorld {
  /** Refuses with `not-found`. */
  readonly find: (vmId: VmId) => ConsoleSource;
  /** Absent: no screen is lent. */
  readonly loans?: Loans;
  readonly timers: Timers;
  readonly logger: Logger;
}

export class AgentConsoles implements Consoles {
  readonly #world: AgentConsolesWorld;
  readonly #serial = new Map<VmId, SerialConsole>();
  readonly #screens = new Map<VmId, number>();

  constructor(world: AgentConsolesWorld) {
    this.#world = world;
  }

  async openSerial(vmId: VmId, options: SerialOptions, events: ViewerEvents): Promise<SerialViewer> {
    const console = this.#serialConsole(vmId, this.#processOf(vmId, 'serial'));
    refuseAbove('viewers of one serial console', console.viewers, MAX_SERIAL_VIEWERS_PER_VM);
    await console.join();
    try {
      return await openLogViewer(console, options, events);
    } catch (error) {
      console.leave();
      throw error;
    }
  }

  async openScreen(vmId: VmId, { readOnly }: { readonly readOnly: boolean }, output: ScreenOutput): Promise<ScreenViewer> {
    const path = this.#countedScreen(vmId);
    const onClose = (): void => this.#countScreen(vmId, -1);
    try {
      return await openScreenViewer({ vmId, path, readOnly, onClose }, output);
    } catch (error) {
      onClose();
      throw error;
    }
  }

  async lendScreen(vmId: VmId, to: NearController): Promise<Loan | null> {
    if (this.#world.loans === undefined) return null;
    const lent = await this.#world.loans.lend(this.#countedScreen(vmId), to);
    let counted = true;
    const close = (): void => {
      if (counted) this.#countScreen(vmId, -1);
      counted = false;
      lent?.close();
    };
    if (lent !== null) return { path: lent.path, close };
    close();
    return null;
  }

  /** The socket of a screen, with one viewer more. */
  #countedScreen(vmId: VmId): string {
    const { screenSocket: path } = this.#processOf(vmId, 'screen');
    if (path === null) throw unavailable(vmId, 'screen', 'the VM has no display');
    refuseAbove('viewers of one screen', this.#screens.get(vmId) ?? 0, MAX_SCREEN_VIEWERS_PER_VM);
    this.#countScreen(vmId, 1);
    return path;
  }

  #processOf(vmId: VmId, kind: 'serial' | 'screen'): MachineProcess {
    const { state, process } = this.#world.find(vmId);
    if (!HAS_PROCESS.includes(state)) {
      const details = { kind: 'VM', id: vmId, state, action: `${kind}-console`, allowedIn: HAS_PROCESS };
      throw new RapidError(
        'wrong-state',
        `The VM is ${state}: it has no console`,
        details,
        `Possible when it is ${anyOf(HAS_PROCESS)}`,
      );
    }
    if (process === null) throw unavailable(vmId, kind, 'QEMU is just being started');
    return process;
  }

  #serialConsole(vmId: VmId, process: MachineProcess): SerialConsole {
    const open = this.#serial.get(vmId);
    if (open?.process === process) return open;
    const console = new SerialConsole(vmId, process, this.#world);
    this.#serial.set(vmId, console);
    void process.ended.then(() => {
      if (this.#serial.get(vmId) === console) this.#serial.delete(vmId);
    });
    return console;
  }

  #countScreen(vmId: VmId, change: 1 | -1): void {
    const count = (this.#screens.get(vmId) ?? 0) + change;
    if (count === 0) this.#screens.delete(vmId);
    else this.#screens.set(vmId, count);
  }
}

function refuseAbove(limit: string, current: number, max: number): void {
  if (current < max) return;
  const details = { limit, max, unit: 'viewers' };
  throw new RapidError('limit-exceeded', `There are ${max} ${limit} already`, details, 'Close one of them first');
}
