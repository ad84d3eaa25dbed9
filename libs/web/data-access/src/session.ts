import { Injectable, computed, inject, signal } from '@angular/core';
import type { Permission } from '@rapidvm/domain';
import type { SessionView } from '@rapidvm/operations';
import { ApiClient } from './api/api-client.ts';
import { asRapidError } from './api/problem.ts';

/** Who is logged in. The cookie is the server's affair; the page only remembers what it was told. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #api = inject(ApiClient);
  readonly #current = signal<SessionView | null>(null);
  readonly current = this.#current.asReadonly();
  readonly user = computed(() => this.#current()?.user ?? null);

  /** Whether the server granted this permission; only to leave out pages that would be refused anyway. */
  may(permission: Permission): boolean {
    return this.#current()?.permissions.includes(permission) ?? false;
  }

  /** Asks the server once who we are; null when nobody. */
  async restore(): Promise<SessionView | null> {
    if (this.#current() !== null) return this.#current();
    try {
      this.#current.set(await this.#api.call('session.get', {}));
    } catch (error) {
      if (asRapidError(error).code !== 'not-authenticated') throw error;
    }
    return this.#current();
  }

  /** Asks again, because the role may have changed. A refusal changes nothing here: the API client tells of a session that has ended. */
  async refresh(): Promise<void> {
    const answer = await this.#api.call('session.get', {}).catch(() => null);
    if (answer !== null) this.#current.set(answer);
  }

  async login(username: string, password: string): Promise<void> {
    this.#current.set(await this.#api.call('session.login', { username, password }));
  }

  async logout(): Promise<void> {
    await this.#api.call('session.logout', {});
    this.ended();
  }

  /** The server no longer knows us. */
  ended(): void {
    this.#current.set(null);
  }
}
