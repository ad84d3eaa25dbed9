// Original file: proto/agent/v1/agent.proto

import type { ScreenOpened as _rapidvm_agent_v1_ScreenOpened, ScreenOpened__Output as _rapidvm_agent_v1_ScreenOpened__Output } from '../../../rapidvm/agent/v1/ScreenOpened.ts';
import type { ConsoleClosed as _rapidvm_agent_v1_ConsoleClosed, ConsoleClosed__Output as _rapidvm_agent_v1_ConsoleClosed__Output } from '../../../rapidvm/agent/v1/ConsoleClosed.ts';

export interface ScreenOutput {
  'opened'?: (_rapidvm_agent_v1_ScreenOpened | null);
  'bytes'?: (Buffer | Uint8Array | string);
  'closed'?: (_rapidvm_agent_v1_ConsoleClosed | null);
  'frame'?: "opened"|"bytes"|"closed";
}

export interface ScreenOutput__Output {
  'opened'?: (_rapidvm_agent_v1_ScreenOpened__Output | null);
  'bytes'?: (Buffer);
  'closed'?: (_rapidvm_agent_v1_ConsoleClosed__Output | null);
  'frame'?: "opened"|"bytes"|"closed";
}
