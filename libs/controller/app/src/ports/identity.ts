import type { HostId } from '@rapidvm/kernel';

export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly notAfter: string;
}

/** The controller's own certificate authority. Its key never leaves its file. */
export interface CertificateAuthority {
  readonly caCertificatePem: string;
  /** Lower-case hex SHA-256 of the CA certificate's DER. */
  readonly fingerprint: string;
  /** A certificate for a host's Ed25519 key; DNS name `<hostId>.hosts.rapidvm.internal`; backdated so that a clock an hour off changes nothing. */
  issueForHost(hostId: HostId, publicKeyPem: string): Promise<IssuedCertificate>;
}

/** argon2id with the parameters of RFC 9106's second recommended option. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for a null hash (no such user) as for a real one. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** Checks an Ed25519 signature and names the mesh peer that has this key. */
export interface HostKeys {
  verify(publicKeyPem: string, message: string, signatureBase64: string): boolean;
  /** libp2p peer id of the key; refuses `invalid-input` when it is not an Ed25519 SPKI PEM. */
  peerId(publicKeyPem: string): string;
  /** SHA-256, lower-case hex. */
  sha256(text: string): string;
}
