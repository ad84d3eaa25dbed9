import type { ConsoleState } from '@rapidvm/web-data-access';
import type { Tone } from '../state/state-look.ts';
import { spanText } from '../time/relative-time.ts';

export interface ConsoleStatus {
  readonly tone: Tone;
  readonly text: string;
  /** Whether “connect now” makes sense. */
  readonly canConnect: boolean;
}

export interface ConsoleContext {
  readonly readOnly: boolean;
  /** The API says that the console can be opened. */
  readonly allowed: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How a console's connection is, in words. */
export function consoleStatus(state: ConsoleState, { readOnly, allowed, now }: ConsoleContext): ConsoleStatus {
  switch (state.phase) {
    case 'open':
      return { tone: 'ok', text: readOnly ? 'Connected, read-only' : 'Connected', canConnect: false };
    case 'connecting':
      return { tone: 'busy', text: 'Connecting…', canConnect: false };
    case 'catching-up':
      return { tone: 'busy', text: 'Catching up with the guest’s output…', canConnect: false };
    case 'waiting': {
      const left = state.retryAt - now;
      const next = left < 1000 ? 'trying again…' : `next try in ${spanText(left)}`;
      return { tone: 'warn', text: `Connection lost, ${next}`, canConnect: true };
    }
    case 'refused':
      return { tone: 'bad', text: state.error.message, canConnect: allowed };
    case 'closed':
      return { tone: 'idle', text: 'Not connected', canConnect: allowed };
  }
}
