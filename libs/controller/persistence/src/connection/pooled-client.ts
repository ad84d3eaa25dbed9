import type { ClientConfig } from 'pg';
import { Client } from 'pg';

/**
 * A connection of the pool. The pool and TypeORM each listen for its errors while they have it, but for a moment neither does: between the answer that it is
 * connected and the promise that hands it over. A server that ends right then says so in the same breath, and an error that nobody listens for ends the
 * process. It is not lost: the first statement on such a connection is refused, and the pool drops it.
 */
export class PooledClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
