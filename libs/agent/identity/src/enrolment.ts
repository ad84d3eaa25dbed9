/** Joining and renewing: what is asked of the controller, and what of its answer is believed. */
import { X509Certificate, createPublicKey } from 'node:crypto';
import type { MemberTable } from '@rapidvm/agent-app';
import type { JoinToken } from '@rapidvm/domain';
import { AGENT_PROTOCOL, helloWords, joinWords, renewWords } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { RapidError, asId, isUuid } from '@rapidvm/kernel';
import { z } from 'zod';
import { fetchAuthority, postJson } from './controller-https.ts';
import type { HostKey } from './host-key.ts';
import type { StoredIdentity } from './identity-store.ts';
import { MAX_CONTROLLER_URLS } from './limits.ts';

/** Where this host can be reached. */
export interface HostAddresses {
  /** host:port of its gRPC server. */
  readonly agentAddress: string;
  /** Multiaddrs. */
  readonly meshAddresses: readonly string[];
}

const hostId = z
  .string()
  .refine(isUuid)
  .transform((id) => asId<HostId>(id));
const httpsUrl = z.url({ protocol: /^https$/ });
const memberTable: z.ZodType<MemberTable> = z.object({
  version: z.int().nonnegative(),
  members: z.array(
    z.object({
      hostId: hostId.nullable(),
      name: z.string(),
      peerId: z.string(),
      addresses: z.array(z.string()),
      /** A controller of an older version tells none. */
      urls: z.array(httpsUrl).max(MAX_CONTROLLER_URLS).default([]),
    }),
  ),
});
const joinAnswer = z.object({
  hostId,
  certificate: z.string(),
  caCertificate: z.string(),
  controllerUrls: z.array(httpsUrl).max(MAX_CONTROLLER_URLS),
  members: memberTable,
});
const helloAnswer = z.object({ members: memberTable });
const renewAnswer = z.object({ certificate: z.string(), members: memberTable });

export interface Enrolled {
  readonly identity: StoredIdentity;
  readonly members: MemberTable;
}

/** Joins with a one-time token, at the first of its addresses that answers. Throws the controller's refusal, or why none answered. */
export async function join(token: JoinToken, hostName: string, key: HostKey, addresses: HostAddresses): Promise<Enrolled> {
  const words = { tokenId: token.id, hostName, publicKey: key.publicKeyPem, ...addresses };
  const body = { ...words, secret: token.secret, signature: key.sign(joinWords(words)) };
  return firstThatAnswers(token.urls, async (url) => {
    const authority = await fetchAuthority(url, token.fingerprint);
    const answer = checked(url, joinAnswer, await postJson(endpoint(url, 'join'), authority, body));
    refuseForeign(url, answer.certificate, authority, key);
    const { hostId: id, certificate, controllerUrls, members } = answer;
    // The authority that the token vouches for; the one in the answer adds nothing to it.
    const known = controllerUrls.length > 0 ? controllerUrls : [...token.urls];
    return { identity: { hostId: id, certificate, caCertificate: authority, controllerUrls: known }, members };
  });
}

/** Where the controllers are by what was last heard of them, which may be elsewhere than when this host joined; then where they were. */
export function controllerUrlsNow({ controllerUrls }: StoredIdentity, { members }: MemberTable): readonly string[] {
  const told = members.flatMap(({ hostId: host, urls }) => (host === null ? urls : []));
  return [...new Set([...told, ...controllerUrls])].slice(0, MAX_CONTROLLER_URLS);
}

/** A new certificate for the same key. */
export async function renew(identity: StoredIdentity, key: HostKey, addresses: HostAddresses): Promise<Enrolled> {
  const words = { hostId: identity.hostId, publicKey: key.publicKeyPem, ...addresses };
  const body = { ...words, signature: key.sign(renewWords(words)) };
  return firstThatAnswers(identity.controllerUrls, async (url) => {
    const answer = checked(url, renewAnswer, await postJson(endpoint(url, 'renew'), identity.caCertificate, body));
    refuseForeign(url, answer.certificate, identity.caCertificate, key);
    return { identity: { ...identity, certificate: answer.certificate }, members: answer.members };
  });
}

/** Which start of the agent speaks, and how often it has. */
export interface AgentStart {
  /** 32 hex digits, random. */
  readonly instance: string;
  readonly sequence: number;
}

/** Says where this host is and which start of it speaks; returns the members. Throws the controller's refusal. */
export async function hello(
  identity: StoredIdentity,
  key: HostKey,
  addresses: HostAddresses,
  start: AgentStart,
): Promise<MemberTable> {
  const words = { hostId: identity.hostId, publicKey: key.publicKeyPem, ...start, protocol: AGENT_PROTOCOL, ...addresses };
  const body = { ...words, signature: key.sign(helloWords(words)) };
  return firstThatAnswers(identity.controllerUrls, async (url) => {
    const answer = checked(url, helloAnswer, await postJson(endpoint(url, 'hello'), identity.caCertificate, body));
    return answer.members;
  });
}

const endpoint = (url: string, call: 'join' | 'renew' | 'hello'): string => new URL(`/api/v1/enrolment/${call}`, url).href;

/** Tries each address until one answers. A refusal is an answer: the next address is the same controller. */
async function firstThatAnswers<T>(urls: readonly string[], ask: (url: string) => Promise<T>): Promise<T> {
  let last: unknown = new RapidError(
    'host-unreachable',
    'No controller is known',
    { host: '', since: '', cause: 'no address' },
    'Join with a new token',
  );
  for (const url of urls) {
    try {
      return await ask(url);
    } catch (error) {
      if (!(error instanceof RapidError) || error.code !== 'host-unreachable') throw error;
      last = error;
    }
  }
  throw last;
}

function checked<T>(url: string, schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const details = { what: url, cause: z.prettifyError(result.error) };
  throw new RapidError(
    'unavailable',
    'The controller answered with something else',
    details,
    'Check that agent and controller are of one version',
  );
}

/** A certificate for another key, or of another authority, would lock this host out. */
function refuseForeign(url: string, certificate: string, authority: string, key: HostKey): void {
  const issued = new X509Certificate(certificate);
  const issuer = new X509Certificate(authority);
  const ours = issued.verify(issuer.publicKey) && issued.publicKey.equals(createPublicKey(key.publicKeyPem));
  if (ours) return;
  const details = { what: url, cause: 'the certificate is not for this host’s key, or not of its authority' };
  throw new RapidError(
    'unavailable',
    'The controller sent a certificate that is not ours',
    details,
    'Look in the controller’s log',
  );
}
