/** Whether all views are equal and true: what must be so some seconds after the last trouble. */
import type { MemberState, PeerId } from '@rapidvm/mesh-core';
import type { Cluster } from '../engine/cluster.ts';
import type { SimHost } from '../engine/host.ts';
import type { SimProcess } from '../engine/process.ts';
import type { Views } from './views.ts';

/** What a view may hold of a host, from what is true of it. */
export type Expected = (host: SimHost) => readonly MemberState[];

/** Sentences about each view that differs from the truth or from the others, the first `max` of them; none when all agree. */
export function disagreements(cluster: Cluster, views: Views, expected: Expected, max = 10): readonly string[] {
  const running = cluster.hosts.map(({ process }) => process).filter((process) => process !== null);
  const members = new Set(cluster.roster.members.map(({ peerId }) => peerId));
  const found: string[] = [];
  const firstHeld = new Map<PeerId, { by: SimProcess; state: MemberState }>();
  for (const process of running.filter(({ host }) => members.has(host.peerId))) {
    for (const host of cluster.hosts) {
      if (found.length >= max) return found;
      if (!members.has(host.peerId) || host.peerId === process.host.peerId) continue;
      const state = views.of(process).stateOf(host.peerId);
      const wanted = expected(host);
      if (!wanted.includes(state)) found.push(`${process.host.name} holds ${host.name} for ${state}, not ${wanted.join(' or ')}`);
      const first = firstHeld.get(host.peerId);
      if (first === undefined) firstHeld.set(host.peerId, { by: process, state });
      else if (first.state !== state) {
        found.push(`${process.host.name} holds ${host.name} for ${state}, ${first.by.host.name} for ${first.state}`);
      }
    }
  }
  return found;
}

/** The newest facts of each running host that a view lacks. */
export function missingFacts(cluster: Cluster, views: Views): readonly string[] {
  const running = cluster.hosts.map(({ process }) => process).filter((process) => process !== null);
  const found: string[] = [];
  for (const process of running) {
    for (const { host, facts } of running) {
      if (host === process.host || facts === null || !process.admitted.has(host.peerId)) continue;
      const held = views.of(process).facts.get(host.peerId);
      if (held?.version !== facts.version) {
        found.push(`${process.host.name} has facts ${held?.version ?? 'none'} of ${host.name}, not ${facts.version}`);
      }
    }
  }
  return found;
}
