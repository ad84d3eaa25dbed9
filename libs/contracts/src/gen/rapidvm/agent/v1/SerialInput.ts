// Original file: proto/agent/v1/agent.proto

import type { SerialOpen as _rapidvm_agent_v1_SerialOpen, SerialOpen__Output as _rapidvm_agent_v1_SerialOpen__Output } from '../../../rapidvm/agent/v1/SerialOpen.ts';

export interface SerialInput {
  'open'?: (_rapidvm_agent_v1_SerialOpen | null);
  'keys'?: (Buffer | Uint8Array | string);
  'frame'?: "open"|"keys";
}

export interface SerialInput__Output {
  'open'?: (_rapidvm_agent_v1_SerialOpen__Output | null);
  'keys'?: (Buffer);
  'frame'?: "open"|"keys";
}
