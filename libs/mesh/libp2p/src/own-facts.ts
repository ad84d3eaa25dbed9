/** Gives the facts of this host their place in the order of all that it ever said. */
import type { HostFacts } from '@rapidvm/domain';
import type { Generation } from '@rapidvm/kernel';
import { nextGeneration } from '@rapidvm/kernel';
import { encodeFacts, versionFloor } from '@rapidvm/mesh-core';
import type { MeshHost, OwnFacts } from './mesh-api.ts';

export class FactsStamp {
  readonly #host: MeshHost;
  #version: Generation;

  /** Throws `invalid-input` for an incarnation out of range. */
  constructor(host: MeshHost) {
    this.#host = host;
    this.#version = versionFloor(host.incarnation);
  }

  /** `facts` with this host's id and the next version. Throws `limit-exceeded` when no message can hold them. */
  stamp(facts: OwnFacts): HostFacts {
    const stamped: HostFacts = { ...facts, hostId: this.#host.hostId, version: nextGeneration(this.#version) };
    // Tried here, so that it fails for who publishes and not later, when the machine first tells them.
    encodeFacts(stamped);
    this.#version = stamped.version;
    return stamped;
  }
}
