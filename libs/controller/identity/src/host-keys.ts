/** Signatures, mesh identities and digests of hosts' keys. */
import { createHash, verify } from 'node:crypto';
import type { HostKeys } from '@rapidvm/controller-app';
import { base58btc } from './base58.ts';
import { ed25519PublicKey } from './certificates.ts';

/** libp2p's multihash of an Ed25519 key: identity hash, 36 bytes, protobuf {type: Ed25519, data: 32 bytes}. */
const PEER_ID_PREFIX = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20] as const;

export function createHostKeys(): HostKeys {
  return {
    verify(publicKeyPem, message, signatureBase64) {
      return verify(null, Buffer.from(message), ed25519PublicKey(publicKeyPem), Buffer.from(signatureBase64, 'base64'));
    },
    peerId(publicKeyPem) {
      const { x } = ed25519PublicKey(publicKeyPem).export({ format: 'jwk' });
      return base58btc(Uint8Array.from([...PEER_ID_PREFIX, ...Buffer.from(x ?? '', 'base64url')]));
    },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
