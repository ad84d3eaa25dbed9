import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';

/** What whoever serves at `address` (host:port) shows those who connect now; to be shown it, one need not be let in. */
export async function servedCertificate(address: string): Promise<X509Certificate> {
  const { hostname: host, port } = new URL(`tls://${address}`);
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  try {
    await once(socket, 'secureConnect');
    return new X509Certificate(socket.getPeerCertificate().raw);
  } finally {
    socket.destroy();
  }
}
