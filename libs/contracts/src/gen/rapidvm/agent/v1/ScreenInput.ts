// Original file: proto/agent/v1/agent.proto

import type { ScreenOpen as _rapidvm_agent_v1_ScreenOpen, ScreenOpen__Output as _rapidvm_agent_v1_ScreenOpen__Output } from '../../../rapidvm/agent/v1/ScreenOpen.ts';

export interface ScreenInput {
  'open'?: (_rapidvm_agent_v1_ScreenOpen | null);
  'bytes'?: (Buffer | Uint8Array | string);
  'frame'?: "open"|"bytes";
}

export interface ScreenInput__Output {
  'open'?: (_rapidvm_agent_v1_ScreenOpen__Output | null);
  'bytes'?: (Buffer);
  'frame'?: "open"|"bytes";
}
