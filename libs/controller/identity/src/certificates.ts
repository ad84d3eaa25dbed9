/** What our certificates look like: the one place that knows X.509. */
// The X.509 library needs it and must find it loaded: nothing else here may import that library.
import 'reflect-metadata';
import { createPublicKey, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { invalidInput } from '@rapidvm/kernel';
import * as x509 from '@peculiar/x509';

export const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const ED25519 = { name: 'Ed25519' } as const;

export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: CryptoKey;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const USES = { client: x509.ExtendedKeyUsage.clientAuth, server: x509.ExtendedKeyUsage.serverAuth } as const;
export type CertificateUse = keyof typeof USES;

export interface LeafRequest {
  readonly commonName: string;
  /** DNS names and IP addresses. */
  readonly names: readonly string[];
  readonly publicKey: CryptoKey;
  readonly uses: readonly CertificateUse[];
  readonly validity: Validity;
}

/** P-256, because browsers and curl must accept the chain; Ed25519 they do not. */
export async function createAuthority(commonName: string, validity: Validity): Promise<Authority> {
  const keys = await generateKeys(P256);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }],
    ...validity,
    signingAlgorithm: P256,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    subject: [{ CN: [request.commonName] }],
    issuer: authority.certificate.subject,
    ...request.validity,
    signingKey: authority.key,
    signingAlgorithm: P256,
    publicKey: request.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(request.uses.map((use) => USES[use])),
      new x509.SubjectAlternativeNameExtension(request.names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      await x509.SubjectKeyIdentifierExtension.create(request.publicKey),
    ],
  });
}

export async function generateKeys(algorithm: typeof P256 | typeof ED25519): Promise<webcrypto.CryptoKeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw invalidInput([{ field: 'algorithm', value: algorithm.name, rule: 'must make a key pair' }]);
  return keys;
}

export async function privateKeyToPem(key: CryptoKey): Promise<string> {
  return pem(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

export async function privateKeyFromPem(text: string, algorithm: typeof P256): Promise<CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(text), algorithm, true, ['sign']);
}

/** Refuses `invalid-input` unless it is an Ed25519 SPKI PEM: what every host's key must be. */
export async function hostPublicKey(publicKeyPem: string): Promise<CryptoKey> {
  const der = ed25519PublicKey(publicKeyPem).export({ format: 'der', type: 'spki' });
  return webcrypto.subtle.importKey('spki', new Uint8Array(der), ED25519, true, ['verify']);
}

/** The key object of an Ed25519 SPKI PEM; `invalid-input` for anything else, a private key included. */
export function ed25519PublicKey(publicKeyPem: string): ReturnType<typeof createPublicKey> {
  const problem = (value: string): Error =>
    invalidInput([{ field: 'publicKey', value, rule: 'must be an Ed25519 public key in SPKI PEM form' }]);
  if (!publicKeyPem.startsWith('-----BEGIN PUBLIC KEY-----')) throw problem('something else');
  let key: ReturnType<typeof createPublicKey>;
  try {
    key = createPublicKey(publicKeyPem);
  } catch {
    throw problem('PEM that can’t be read');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw problem(key.asymmetricKeyType ?? 'a key of an unknown kind');
  return key;
}

export const certificateFromPem = (text: string): x509.X509Certificate => new x509.X509Certificate(text);

export const certificateToPem = (certificate: x509.X509Certificate): string => pem(certificate.rawData, 'CERTIFICATE');

const PEM_COLUMNS = /.{1,64}/g;

function pem(der: ArrayBuffer, label: string): string {
  const lines = Buffer.from(der).toString('base64').match(PEM_COLUMNS) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
