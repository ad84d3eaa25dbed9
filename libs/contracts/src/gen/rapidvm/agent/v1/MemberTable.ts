// Original file: proto/agent/v1/agent.proto

import type { Member as _rapidvm_agent_v1_Member, Member__Output as _rapidvm_agent_v1_Member__Output } from '../../../rapidvm/agent/v1/Member.ts';
import type { Long } from '@grpc/proto-loader';

export interface MemberTable {
  'version'?: (number | string | Long);
  'members'?: (_rapidvm_agent_v1_Member)[];
}

export interface MemberTable__Output {
  'version': (number);
  'members': (_rapidvm_agent_v1_Member__Output)[];
}
