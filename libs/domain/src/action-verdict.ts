import type { ErrorCode } from '@rapidvm/kernel';

/** Why something can't be done now, and what to do about it. */
export interface ActionRefusal<Code extends ErrorCode> {
  readonly code: Code;
  readonly reason: string;
  readonly hint: string;
}

/** Whether `Action` may be done now and, if not, why. The same value reaches REST, gRPC, CLI and UI. */
export type VerdictOn<Action extends string, Code extends ErrorCode> =
  | { readonly action: Action; readonly allowed: true }
  | ({ readonly action: Action; readonly allowed: false } & ActionRefusal<Code>);
