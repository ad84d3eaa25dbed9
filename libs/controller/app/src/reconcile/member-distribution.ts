/** Every agent dials whom the controller's table names, so every change of members goes to all of them, and again until it has arrived. */
import type { HostId } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';
import type { AppDeps } from '../deps.ts';
import { refreshMembers } from '../host/member-table.ts';
import { APP_LIMITS } from '../limits.ts';

export class MemberDistribution {
  readonly #deps: Pick<AppDeps, 'database' | 'agents' | 'mesh' | 'keys' | 'controllerUrls' | 'connections' | 'logger'>;
  readonly #isConnected: (hostId: HostId) => boolean;
  /** The version each host has taken. */
  readonly #delivered = new Map<HostId, number>();

  constructor(
    deps: Pick<AppDeps, 'database' | 'agents' | 'mesh' | 'keys' | 'controllerUrls' | 'connections' | 'logger'>,
    isConnected: (hostId: HostId) => boolean,
  ) {
    this.#deps = deps;
    this.#isConnected = isConnected;
  }

  /** It may have restarted, and forgotten. */
  forget(hostId: HostId): void {
    this.#delivered.delete(hostId);
  }

  /** Dials the hosts there are, admits them to the mesh, and tells each the table it has not got. */
  async round(): Promise<void> {
    const { database, mesh, connections } = this.#deps;
    const hosts = (await database.read.hosts.all()).filter(({ state }) => state !== 'left');
    connections.setHosts(hosts);
    const table = await database.transaction((stores) => refreshMembers(stores, this.#deps));
    mesh.setMembers(table);
    const known = new Set(hosts.map(({ id }) => id));
    for (const hostId of this.#delivered.keys()) if (!known.has(hostId)) this.#delivered.delete(hostId);
    const late = hosts.filter(({ id }) => this.#isConnected(id) && this.#delivered.get(id) !== table.version);
    for (let i = 0; i < late.length; i += APP_LIMITS.membersAtOnce) {
      await Promise.all(late.slice(i, i + APP_LIMITS.membersAtOnce).map(({ id }) => this.#deliver(id, table)));
    }
  }

  async #deliver(hostId: HostId, table: MemberTableView): Promise<void> {
    try {
      await this.#deps.agents.setMembers(hostId, table);
      this.#delivered.set(hostId, table.version);
    } catch (error) {
      this.#deps.logger.warn('a host could not be told the members; it is tried again', {
        host: hostId,
        version: table.version,
        cause: String(error),
      });
    }
  }
}
