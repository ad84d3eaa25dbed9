/** Pins the libp2p settings whose defaults have bitten. */
import { generateKeyPairSync } from 'node:crypto';
import { multiaddr } from '@multiformats/multiaddr';
import { eventually } from '@rapidvm/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { libp2pPrivateKey } from './identity.ts';
import { MAX_STREAM_BUFFER_BYTES } from './limits.ts';
import type { MeshNode } from './mesh-node.ts';
import { createMeshNode, FACTS_TOPIC } from './mesh-node.ts';

const nodes: MeshNode[] = [];

const newKeyPem = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function startNode(): Promise<MeshNode> {
  const node = await createMeshNode(libp2pPrivateKey(newKeyPem()), ['/ip4/127.0.0.1/tcp/0'], {});
  nodes.push(node);
  await node.start();
  node.services.gossip.subscribe(FACTS_TOPIC);
  return node;
}

async function connected(): Promise<[MeshNode, MeshNode]> {
  const [a, b] = [await startNode(), await startNode()];
  await a.dial(b.getMultiaddrs().map((address) => multiaddr(address.toString())));
  await eventually(() => a.services.gossip.getSubscribers(FACTS_TOPIC).length === 1);
  await eventually(() => b.services.gossip.getSubscribers(FACTS_TOPIC).length === 1);
  return [a, b];
}

afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop();
});

describe('mesh node', () => {
  it('has no connection monitor and answers no ping', async () => {
    const [a, b] = await connected();
    expect(Reflect.get(a, 'components')).not.toHaveProperty('components.connectionMonitor');
    expect(a.getProtocols().filter((protocol) => protocol.includes('ping'))).toEqual([]);
    expect(b.getProtocols().every((protocol) => /^\/(meshsub|rapidvm)\//.test(protocol))).toBe(true);
  });

  it('bounds what waits for a peer that does not read', async () => {
    const [a] = await connected();
    const streams = a.getConnections().flatMap((connection) => connection.streams);
    expect(streams.length).toBeGreaterThan(0);
    for (const stream of streams)
      expect(stream).toMatchObject({
        maxReadBufferLength: MAX_STREAM_BUFFER_BYTES,
        maxWriteBufferLength: MAX_STREAM_BUFFER_BYTES,
      });
  });

  it('punishes neither many peers on one address nor slow ones', async () => {
    const [a] = await connected();
    expect(a.services.gossip).toMatchObject({ score: { params: { IPColocationFactorWeight: 0, behaviourPenaltyWeight: 0 } } });
  });

  it('signs what it says, and takes part in no other topic', async () => {
    const [a] = await connected();
    expect(a.services.gossip.globalSignaturePolicy).toBe('StrictSign');
    expect(a.services.gossip).toMatchObject({ allowedTopics: new Set([FACTS_TOPIC]) });
  });
});
