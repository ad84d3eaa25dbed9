/** mTLS for the agent's server: TLS 1.3 only, a client certificate of our CA always, and a certificate that can be renewed while it serves. */
import type { SecureContextOptions } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import { FLOW_CONTROL_WINDOW_BYTES, MAX_CALLS_PER_CONNECTION } from './limits.ts';

/** PEM texts. `caCertificate`: the only authority whose clients may connect. */
export interface AgentCertificates {
  readonly privateKey: string;
  readonly certificate: string;
  readonly caCertificate: string;
}

export class AgentCredentials extends ServerCredentials {
  constructor(certificates: AgentCertificates) {
    super(SERVER_OPTIONS, contextOf(certificates));
  }

  /** New connections get the new certificate; those that are open go on. */
  renew(certificates: AgentCertificates): void {
    this.updateSecureContextOptions(contextOf(certificates));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

const SERVER_OPTIONS = {
  requestCert: true,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.3',
  settings: { initialWindowSize: FLOW_CONTROL_WINDOW_BYTES, maxConcurrentStreams: MAX_CALLS_PER_CONNECTION },
} as const;

function contextOf(certificates: AgentCertificates): SecureContextOptions {
  const { privateKey, certificate, caCertificate } = certificates;
  return { key: privateKey, cert: certificate, ca: caCertificate, minVersion: 'TLSv1.3' };
}
