/** LISTEN on a connection of its own, kept for ever: the pool's connections come and go. */
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { Client } from 'pg';
import { LISTEN_RETRY_FIRST_MS, LISTEN_RETRY_LONGEST_MS } from '../limits.ts';
import { EVENT_CHANNEL } from '../stores/event.store.ts';
import type { Connection } from './connection.ts';
import { clientConfig } from './connection.ts';

export class EventListener {
  readonly #connection: Connection;
  readonly #timers: Timers;
  readonly #logger: Logger;
  readonly #listeners = new Set<() => void>();
  #client: Client | null = null;
  #retry: Timer | null = null;
  #retryMs = LISTEN_RETRY_FIRST_MS;
  #telling = false;
  #closed = false;

  constructor(connection: Connection, timers: Timers, logger: Logger) {
    this.#connection = connection;
    this.#timers = timers;
    this.#logger = logger;
  }

  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Connects; when that fails or breaks later, tries again by itself for as long as it is open. */
  async open(): Promise<void> {
    const { query_timeout: _, ...config } = clientConfig(this.#connection);
    const client = new Client(config);
    this.#client = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, null));
    client.on('notification', () => this.#tell());
    try {
      await client.connect();
      await client.query(`LISTEN ${EVENT_CHANNEL}`);
      this.#retryMs = LISTEN_RETRY_FIRST_MS;
      // Whatever was told while nobody listened.
      this.#tell();
    } catch (error) {
      this.#lost(client, error);
    }
  }

  /** Asks the server for a sign of life; null while there is no connection. Never times out by itself. */
  ask(): Promise<unknown> | null {
    return this.#client?.query('SELECT 1') ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    await this.#client?.end();
  }

  #lost(client: Client, error: unknown): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    this.#logger.warn('not hearing of events from the database; trying again', {
      cause: error instanceof Error ? error.message : 'the connection ended',
      afterMs: this.#retryMs,
    });
    void client
      .end()
      .catch((failure: unknown) => this.#logger.debug('the broken connection did not close', { cause: String(failure) }));
    this.#retry = this.#timers.after(this.#retryMs, () => void this.open());
    this.#retryMs = Math.min(this.#retryMs * 2, LISTEN_RETRY_LONGEST_MS);
  }

  /** Many notifications that arrive together are told once. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
