import type { RepeatRule } from './operation.ts';
import type { OperationName } from './table.ts';
import { OPERATIONS } from './table.ts';

/** Where it is not the answer of before: why not. */
const DONE_AGAIN: readonly OperationName[] = [
  // Nobody is logged in whose key it could be; a second session harms nothing, and ends by itself.
  ...(['session.login', 'session.logout'] as const),
  // Proven by an agent's own key, and made so that a repeat changes nothing: a token that was used is refused.
  ...(['enrolment.join', 'enrolment.renew', 'enrolment.hello'] as const),
  // A ticket opens one console once, within seconds: who asks again needs another.
  'vm.console',
];

const SEALED: readonly OperationName[] = ['token.create', 'host.invite'];

/** Null for what changes nothing. */
export function repeatRule(operation: OperationName): RepeatRule | null {
  const { effect } = OPERATIONS[operation];
  if (effect === 'read' || effect === 'stream') return null;
  if (DONE_AGAIN.includes(operation)) return 'done-again';
  return SEALED.includes(operation) ? 'same-answer-sealed' : 'same-answer';
}
