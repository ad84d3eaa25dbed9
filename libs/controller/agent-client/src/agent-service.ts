/** The agent's contract as a gRPC client. */
import type { ChannelCredentials } from '@grpc/grpc-js';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { AgentProto, agentV1 } from '@rapidvm/contracts';
import { agentDescriptor, LOADER_OPTIONS } from '@rapidvm/contracts';
import type { HostId } from '@rapidvm/kernel';
import * as limits from './limits.ts';

/** PEM texts: what the controller shows agents and by what it knows them. */
export interface ClientIdentity {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly caCertificatePem: string;
}

// The loader's own types do not know a namespace within a namespace, nor what was loaded; the generated ones do.
const descriptor: object = agentDescriptor;
const { Agent } = (loadPackageDefinition(fromJSON(descriptor, LOADER_OPTIONS)) as unknown as AgentProto).rapidvm.agent.v1;

/** The name a host's certificate must have: its id, so that no host can stand in for another. */
export const hostDnsName = (hostId: HostId): string => `${hostId}.hosts.rapidvm.internal`;

/** A client for one host; connects when it is first used. `address`: host:port. */
export function createAgentClient(hostId: HostId, address: string, identity: ClientIdentity): agentV1.AgentClient {
  const name = hostDnsName(hostId);
  return new Agent(address, toCredentials(identity), {
    'grpc.ssl_target_name_override': name,
    'grpc.default_authority': name,
    'grpc.max_receive_message_length': limits.MAX_MESSAGE_BYTES,
    'grpc.initial_reconnect_backoff_ms': limits.RETRY_FIRST_MS,
    'grpc.max_reconnect_backoff_ms': limits.RECONNECT_LONGEST_MS,
    'grpc.keepalive_time_ms': limits.KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': limits.KEEPALIVE_TIMEOUT_MS,
    // Channels share connections by address otherwise, and with them another host's name.
    'grpc.use_local_subchannel_pool': 1,
  });
}

function toCredentials(identity: ClientIdentity): ChannelCredentials {
  return credentials.createSsl(
    Buffer.from(identity.caCertificatePem),
    Buffer.from(identity.privateKeyPem),
    Buffer.from(identity.certificatePem),
  );
}
