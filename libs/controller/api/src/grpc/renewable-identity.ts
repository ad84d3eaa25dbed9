import type { ServerCredentials } from '@grpc/grpc-js';
import { experimental } from '@grpc/grpc-js';
import type { TlsIdentity } from '../http/fastify-adapter.ts';

type Listener = experimental.IdentityCertificateUpdateListener;

/** TLS for a gRPC server whose certificate can be replaced while it serves. The library's way to do so, though it calls it experimental. */
export class RenewableIdentity implements experimental.CertificateProvider {
  readonly #listeners = new Set<Listener>();
  #current: experimental.IdentityCertificateUpdate;

  constructor(tls: TlsIdentity) {
    this.#current = toUpdate(tls);
  }

  credentials(): ServerCredentials {
    return experimental.createCertificateProviderServerCredentials(this, null, false);
  }

  /** From the next connection on. */
  set(tls: TlsIdentity): void {
    this.#current = toUpdate(tls);
    for (const listener of this.#listeners) listener(this.#current);
  }

  addIdentityCertificateListener(listener: Listener): void {
    this.#listeners.add(listener);
    // Later: the credentials are not ready for an answer while they ask.
    queueMicrotask(() => listener(this.#current));
  }

  removeIdentityCertificateListener(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Clients prove themselves with tokens, not certificates. */
  addCaCertificateListener(): void {
    return;
  }

  removeCaCertificateListener(): void {
    return;
  }
}

function toUpdate({ key, cert }: TlsIdentity): experimental.IdentityCertificateUpdate {
  return { privateKey: Buffer.from(key), certificate: Buffer.from(cert) };
}
