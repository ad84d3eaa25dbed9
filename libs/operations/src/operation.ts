import type { Permission } from '@rapidvm/domain';
import type { z } from 'zod';

export interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'STREAM';
  /** Below /api/v1; `:id` parts are fields of the input. */
  readonly path: `/${string}`;
}

export interface OperationShape {
  /** One line, for OpenAPI, CLI help and docs. */
  readonly summary: string;
  readonly permission: Permission;
  readonly rest: RestRoute;
  /** `Service/Method` in rapidvm.api.v1; null: has no place there (cookies, agents). */
  readonly grpc: `${string}/${string}` | null;
  /** Verb of the command line; null: not for people. */
  readonly cli: string | null;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** read: nothing changes. change: done when answered, audited. task: answers with the task that does it, audited. stream: does not end. */
  readonly effect: 'read' | 'change' | 'task' | 'stream';
}

/** What a repeat of a change gets that carries the same idempotency key. */
export type RepeatRule =
  /** The answer of the first one; nothing is done again. */
  | 'same-answer'
  /** The same, though the answer holds a secret: it is kept sealed. */
  | 'same-answer-sealed'
  /** The key is not looked at. */
  | 'done-again';
