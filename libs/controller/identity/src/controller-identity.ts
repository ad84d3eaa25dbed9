/** The cluster's certificate authority and the certificates that this controller needs itself. */
import { createPublicKey, X509Certificate as NodeCertificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { CertificateAuthority, IssuedCertificate } from '@rapidvm/controller-app';
import type { Clock, HostId } from '@rapidvm/kernel';
import { toTimestamp } from '@rapidvm/kernel';
import type { AuthorityKeeper } from './authority-keeper.ts';
import { authorityInFile } from './authority-keeper.ts';
import type { Authority, CertificateUse, Validity } from './certificates.ts';
import {
  certificateFromPem,
  certificateToPem,
  createAuthority,
  ED25519,
  generateKeys,
  hostPublicKey,
  issueLeaf,
  P256,
  privateKeyFromPem,
  privateKeyToPem,
} from './certificates.ts';
import type { KeyAndCertificate } from './identity-file.ts';
import { readIdentityFile, writeCertificateFile, writeIdentityFile } from './identity-file.ts';
import { dayMs, IDENTITY_LIMITS } from './limits.ts';

/** Agents accept commands from whoever has this name in a certificate of their CA. */
export const CONTROLLER_DNS_NAME = 'controller.rapidvm.internal';
/** The name in a host's certificate, and what a client must ask for. */
export const hostDnsName = (hostId: HostId): string => `${hostId}.hosts.rapidvm.internal`;
/** The people's server certificate always serves this machine by these. */
const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'] as const;

export interface ControllerIdentity extends CertificateAuthority {
  /** The CA certificate alone, for `curl --cacert` and browsers. */
  readonly caFile: string;
  /**
   * TLS for people: P-256, valid for `names` (host names and addresses) and this machine's local ones. The same one as before while it lasts
   * and serves every name; issued anew otherwise, so call it again from time to time.
   */
  serverCertificate(names: readonly string[]): Promise<KeyAndCertificate>;
  /** Ed25519, for mTLS to agents; its key is also the controller's mesh identity and stays the same when the certificate is renewed. */
  controllerCertificate(): Promise<KeyAndCertificate>;
}

export interface IdentityOptions {
  /** For this controller's own keys and certificates. */
  readonly directory: string;
  /** Where the authority is kept; absent: in `directory`, for this controller alone. */
  readonly keeper?: AuthorityKeeper;
  readonly clock: Clock;
}

/** The file that held the authority before the database did. */
export const authorityFile = (directory: string): string => join(directory, 'ca.pem');

/** Opens the identity in `directory`, making it (0600, once) if there is none. Refuses as the keeper does, `corrupt-file`, `unavailable`. */
export async function openControllerIdentity(options: IdentityOptions): Promise<ControllerIdentity> {
  const { directory, clock, keeper = authorityInFile(authorityFile(directory)) } = options;
  const authority = await openAuthority(keeper, clock);
  const caCertificatePem = certificateToPem(authority.certificate);
  const caFile = join(directory, 'ca-certificate.pem');
  await writeCertificateFile(caFile, caCertificatePem);
  const store = new CertificateStore(authority, clock);
  return {
    caCertificatePem,
    caFile,
    fingerprint: new NodeCertificate(caCertificatePem).fingerprint256.replaceAll(':', '').toLowerCase(),
    issueForHost: (hostId, publicKeyPem) => issueForHost(authority, clock, hostId, publicKeyPem),
    async serverCertificate(names) {
      const wanted = [...new Set([...LOCAL_NAMES, ...names])];
      const path = join(directory, 'server.pem');
      return store.keep(path, { algorithm: P256, names: wanted, uses: ['server'], days: IDENTITY_LIMITS.serverDays });
    },
    async controllerCertificate() {
      const path = join(directory, 'controller.pem');
      const uses = ['client', 'server'] as const;
      return store.keep(path, { algorithm: ED25519, names: [CONTROLLER_DNS_NAME], uses, days: IDENTITY_LIMITS.controllerDays });
    },
  };
}

async function openAuthority(keeper: AuthorityKeeper, clock: Clock): Promise<Authority> {
  const stored = await keeper(() => makeAuthority(clock));
  return { certificate: certificateFromPem(stored.certificatePem), key: await privateKeyFromPem(stored.privateKeyPem, P256) };
}

async function makeAuthority(clock: Clock): Promise<KeyAndCertificate> {
  const made = await createAuthority('RapidVM authority', validity(clock, IDENTITY_LIMITS.authorityDays));
  return { privateKeyPem: await privateKeyToPem(made.key), certificatePem: certificateToPem(made.certificate) };
}

async function issueForHost(
  authority: Authority,
  clock: Clock,
  hostId: HostId,
  publicKeyPem: string,
): Promise<IssuedCertificate> {
  const name = hostDnsName(hostId);
  const certificate = await issueLeaf(authority, {
    commonName: hostId,
    names: [name],
    publicKey: await hostPublicKey(publicKeyPem),
    uses: ['client', 'server'] as const,
    validity: validity(clock, IDENTITY_LIMITS.hostDays),
  });
  return { certificatePem: certificateToPem(certificate), notAfter: toTimestamp(certificate.notAfter.getTime()) };
}

interface KeptCertificate {
  readonly algorithm: typeof P256 | typeof ED25519;
  readonly names: readonly string[];
  readonly uses: readonly CertificateUse[];
  readonly days: number;
}

class CertificateStore {
  readonly #authority: Authority;
  readonly #clock: Clock;

  constructor(authority: Authority, clock: Clock) {
    this.#authority = authority;
    this.#clock = clock;
  }

  async keep(path: string, wanted: KeptCertificate): Promise<KeyAndCertificate> {
    const stored = await readIdentityFile(path);
    if (stored !== null && this.#stillGood(stored, wanted)) return stored;
    const issued = await this.#issue(stored, wanted);
    await writeIdentityFile(path, issued);
    return issued;
  }

  #stillGood(stored: KeyAndCertificate, wanted: KeptCertificate): boolean {
    const certificate = new NodeCertificate(stored.certificatePem);
    const ours = certificate.checkIssued(new NodeCertificate(certificateToPem(this.#authority.certificate)));
    const left = Date.parse(certificate.validTo) - this.#clock.now();
    const serves = (name: string): boolean =>
      (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
    return ours && left > dayMs(wanted.days) * IDENTITY_LIMITS.renewBelowShare && wanted.names.every(serves);
  }

  async #issue(stored: KeyAndCertificate | null, wanted: KeptCertificate): Promise<KeyAndCertificate> {
    const keys =
      stored !== null && wanted.algorithm === ED25519 ? await importPair(stored.privateKeyPem) : await newPair(wanted.algorithm);
    const certificate = await issueLeaf(this.#authority, {
      commonName: wanted.names[0] ?? CONTROLLER_DNS_NAME,
      names: wanted.names,
      publicKey: keys.publicKey,
      uses: wanted.uses,
      validity: validity(this.#clock, wanted.days),
    });
    const chain = certificateToPem(certificate) + certificateToPem(this.#authority.certificate);
    return { privateKeyPem: keys.privateKeyPem, certificatePem: chain };
  }
}

interface Pair {
  readonly publicKey: CryptoKey;
  readonly privateKeyPem: string;
}

async function newPair(algorithm: typeof P256 | typeof ED25519): Promise<Pair> {
  const keys = await generateKeys(algorithm);
  return { publicKey: keys.publicKey, privateKeyPem: await privateKeyToPem(keys.privateKey) };
}

async function importPair(privateKeyPem: string): Promise<Pair> {
  const publicPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString();
  return { publicKey: await hostPublicKey(publicPem), privateKeyPem };
}

function validity(clock: Clock, days: number): Validity {
  const now = clock.now();
  return { notBefore: new Date(now - IDENTITY_LIMITS.backdateMs), notAfter: new Date(now + dayMs(days)) };
}
