/** mTLS for the agent's port: TLS 1.3 only, a client certificate of our CA always, and a certificate that can be renewed while it serves. */
import type { SecureContextOptions } from 'node:tls';

/** PEM texts. `caCertificate`: the only authority whose clients may connect. */
export interface AgentCertificates {
  readonly privateKey: string;
  readonly certificate: string;
  readonly caCertificate: string;
}

export class AgentCredentials {
  #certificates: AgentCertificates;
  #onRenewed: (context: SecureContextOptions) => void = () => undefined;

  constructor(certificates: AgentCertificates) {
    this.#certificates = certificates;
  }

  /** What a TLS server needs to serve with them. */
  get context(): SecureContextOptions {
    const { privateKey, certificate, caCertificate } = this.#certificates;
    return { key: privateKey, cert: certificate, ca: caCertificate, minVersion: 'TLSv1.3' };
  }

  /** The one who is told of a renewal. */
  onRenewed(listener: (context: SecureContextOptions) => void): void {
    this.#onRenewed = listener;
  }

  /** New connections get the new certificate; those that are open go on. */
  renew(certificates: AgentCertificates): void {
    this.#certificates = certificates;
    this.#onRenewed(this.context);
  }
}
