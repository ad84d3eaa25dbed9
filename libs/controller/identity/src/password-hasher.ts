/** argon2id with RFC 9106's second recommended option (§4): 3 passes over 64 MiB in 4 lanes. */
import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '@rapidvm/controller-app';
import type { Rng } from '@rapidvm/kernel';
import { BoundedQueue } from '@rapidvm/kernel';
import { IDENTITY_LIMITS } from './limits.ts';

/** The library's default algorithm is argon2id; its ambient enum can't be named here. Memory in KiB. */
const PARAMETERS = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 4, outputLen: 32 } as const;

const DECOY_BYTES = 32;

/** Refuses `limit-exceeded` when more logins wait than could be answered in time. */
export function createPasswordHasher(rng: Rng): PasswordHasher {
  const turns = new Turns();
  // Made with the first need of it: checking a password against this takes as long as against a real one.
  let decoy: Promise<string> | undefined;
  return {
    hash: (password) => turns.take(() => hash(password, PARAMETERS)),
    verify: (stored, password) =>
      turns.take(async () => {
        decoy ??= hash(rng.bytes(DECOY_BYTES), PARAMETERS);
        const matches = await verify(stored ?? (await decoy), password);
        return matches && stored !== null;
      }),
  };
}

/** So many at once, so many waiting. */
class Turns {
  #free: number = IDENTITY_LIMITS.hashesAtOnce;
  readonly #waiting = new BoundedQueue<() => void>('password checks waiting', IDENTITY_LIMITS.hashesWaiting);

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve, reject) => this.#wait(resolve, reject));
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  #wait(resolve: () => void, reject: (error: unknown) => void): void {
    try {
      this.#waiting.push(resolve);
    } catch (error) {
      reject(error);
    }
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
