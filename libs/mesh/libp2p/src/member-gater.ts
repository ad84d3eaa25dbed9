/** Who may connect: peers in the member table and nobody else, asked anew for every connection. */
import type { Libp2pOptions } from 'libp2p';

type ConnectionGater = NonNullable<Libp2pOptions['connectionGater']>;

/**
 * A gater that lets only members through. The peer id is proved by the Noise handshake before it is asked, so a stranger costs one handshake
 * and gets no stream. `refused` is told of each.
 */
export function memberGater(isMember: (peerId: string) => boolean, refused: (peerId: string) => void): ConnectionGater {
  const deny = (peer: { toString(): string }): boolean => {
    const peerId = peer.toString();
    if (isMember(peerId)) return false;
    refused(peerId);
    return true;
  };
  return {
    denyDialPeer: deny,
    denyInboundEncryptedConnection: deny,
    denyOutboundEncryptedConnection: deny,
    // The table may have changed while the connection was negotiated.
    denyInboundUpgradedConnection: deny,
    denyOutboundUpgradedConnection: deny,
  };
}
