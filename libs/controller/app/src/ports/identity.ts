import type { HostId } from '@rapidvm/kernel';

export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly notAfter: string;
}

/** The cluster's certificate authority: one for all controllers. Its key leaves the process only sealed. */
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

/** Seals secrets that the database has to keep: only controllers of the same cluster open them. */
export interface Sealer {
  /** What is sealed for one purpose can't be opened for another. */
  seal(purpose: string, text: string): string;
  /** Null when it was sealed by another cluster or for another purpose, or is damaged. */
  open(purpose: string, sealed: string): string | null;
  /** The same for the same text, so that it can be told from another; nobody without the key can find out the text by guessing. */
  mark(purpose: string, text: string): string;
}

/** The authority as the database keeps it. */
export interface AuthorityRecord {
  readonly certificatePem: string;
  /** Its private key, sealed. */
  readonly sealedKey: string;
  readonly createdAt: string;
}

export interface AuthorityStore {
  get(): Promise<AuthorityRecord | null>;
  /** Keeps it unless there is one; returns the one that is kept: whoever comes first has made it for all. */
  keep(record: AuthorityRecord): Promise<AuthorityRecord>;
}
