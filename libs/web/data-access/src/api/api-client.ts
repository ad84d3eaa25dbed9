import { Injectable, inject, signal } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';
import type { OperationOutput, OperationRequest } from '@rapidvm/operations';
import { RNG } from '../environment.ts';
import { WEB_LIMITS } from '../limits.ts';
import { httpRequest } from './http-request.ts';
import { asRapidError, noAnswer, problemOf } from './problem.ts';
import { ROUTES } from './routes.ts';
import type { WebOperation } from './routes.ts';

export interface CallOptions {
  /** The same key again is the same change: a resend never does it twice. */
  readonly idempotencyKey?: string;
}

/** Calls operations of the REST API with the session's cookie. Every failure is a RapidError. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  readonly #rng = inject(RNG);
  readonly #refusedAsStranger = signal(0);
  /** Counts answers that said “log in first”, whoever asked. */
  readonly refusedAsStranger = this.#refusedAsStranger.asReadonly();

  async call<K extends WebOperation>(
    operation: K,
    input: OperationRequest<K>,
    options: CallOptions = {},
  ): Promise<OperationOutput<K>> {
    const request = httpRequest(ROUTES[operation], input);
    const headers = new Headers({ accept: 'application/json, application/problem+json' });
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
    const signal = AbortSignal.timeout(WEB_LIMITS.requestMs);
    const init: RequestInit = { method: request.method, headers, signal, cache: 'no-store', credentials: 'same-origin' };
    const answer = await this.#send(request.url, request.body === undefined ? init : { ...init, body: request.body });
    return answer as OperationOutput<K>;
  }

  /** A fresh key for one change the user asked for. */
  newKey(): string {
    return Array.from(this.#rng.bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async #send(url: string, init: RequestInit): Promise<unknown> {
    const { ok, status, body } = await fetch(url, init)
      .then(async (response) => ({ ok: response.ok, status: response.status, body: parse(await response.text()) }))
      .catch((error: unknown) => Promise.reject(noAnswer(error)));
    if (ok) return body;
    const problem = problemOf(status, body);
    if (problem.code === 'not-authenticated') this.#refusedAsStranger.update((count) => count + 1);
    throw problem;
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    // Not JSON, so not from our API: a proxy's page. The status tells all there is.
    return null;
  }
}

/** Runs `work` and gives back what it refused with, or null when all went well. */
export async function refusalOf(work: Promise<unknown>): Promise<RapidError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return asRapidError(error);
  }
}
