// Original file: proto/agent/v1/agent.proto

import type { SerialOpened as _rapidvm_agent_v1_SerialOpened, SerialOpened__Output as _rapidvm_agent_v1_SerialOpened__Output } from '../../../rapidvm/agent/v1/SerialOpened.ts';
import type { SerialData as _rapidvm_agent_v1_SerialData, SerialData__Output as _rapidvm_agent_v1_SerialData__Output } from '../../../rapidvm/agent/v1/SerialData.ts';
import type { SerialGap as _rapidvm_agent_v1_SerialGap, SerialGap__Output as _rapidvm_agent_v1_SerialGap__Output } from '../../../rapidvm/agent/v1/SerialGap.ts';
import type { ConsoleClosed as _rapidvm_agent_v1_ConsoleClosed, ConsoleClosed__Output as _rapidvm_agent_v1_ConsoleClosed__Output } from '../../../rapidvm/agent/v1/ConsoleClosed.ts';

export interface SerialOutput {
  'opened'?: (_rapidvm_agent_v1_SerialOpened | null);
  'data'?: (_rapidvm_agent_v1_SerialData | null);
  'gap'?: (_rapidvm_agent_v1_SerialGap | null);
  'closed'?: (_rapidvm_agent_v1_ConsoleClosed | null);
  'frame'?: "opened"|"data"|"gap"|"closed";
}

export interface SerialOutput__Output {
  'opened'?: (_rapidvm_agent_v1_SerialOpened__Output | null);
  'data'?: (_rapidvm_agent_v1_SerialData__Output | null);
  'gap'?: (_rapidvm_agent_v1_SerialGap__Output | null);
  'closed'?: (_rapidvm_agent_v1_ConsoleClosed__Output | null);
  'frame'?: "opened"|"data"|"gap"|"closed";
}
