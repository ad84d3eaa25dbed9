/** How a host comes in and stays in: a one-time invitation, then the key it showed with it. */
import type { Host, HostService, HostSight, SignedAddresses } from '@rapidvm/domain';
import { joinWords, joinWordsV1, nextLiveness, renewWords, renewWordsV1, shownHostState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, newId, NO_GENERATION, RapidError, toTimestamp } from '@rapidvm/kernel';
import type { OperationInput } from '@rapidvm/operations';
import { sameSecret } from '../access/secrets.ts';
import { tell } from '../change/tell.ts';
import { APP_LIMITS } from '../limits.ts';
import type { Handler, Stores } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { joinMeshAddresses, refreshMembers } from './member-table.ts';

/**
 * Takes the invitation and lets the host in. A host that comes again with the same key keeps its id, its name and its VMs. Refuses
 * `not-authenticated` for a bad, used or expired invitation and for a signature that is not the key's, `already-exists` for a taken name.
 */
export function joinHost(deps: UseCaseDeps): Handler<'enrolment.join'> {
  const { changes, authority, controllerUrls } = deps;
  return (context, input) =>
    changes.make({ operation: 'enrolment.join', context, input, subject: `host ${input.hostName}` }, async (stores) => {
      // An agent of protocol 1 does not sign its addresses; the invitation's secret, inside TLS, vouches for them.
      if (!deps.keys.verify(input.publicKey, joinWords(input), input.signature))
        refuseUnlessSigned(deps, input, joinWordsV1(input));
      await redeemInvitation(deps, stores, input);
      const host = await admit(deps, stores, input);
      const issued = await authority.issueForHost(host.id, input.publicKey);
      const members = await refreshMembers(stores, deps);
      await tell(stores, 'host.joined', host, `The host ${host.name} joined`, { address: host.agentAddress });
      const { certificatePem: certificate } = issued;
      return {
        answer: {
          hostId: host.id,
          certificate,
          caCertificate: authority.caCertificatePem,
          controllerUrls: [...controllerUrls()],
          members,
        },
        subject: `host ${host.name} ${host.id}`,
        after: { peerId: host.peerId, agentAddress: host.agentAddress, notAfter: issued.notAfter },
      };
    });
}

/** Refuses `not-authenticated`: `revoked` when the host was removed, `wrong-credentials` when the key is not the one it joined with. */
export function renewHost(deps: UseCaseDeps): Handler<'enrolment.renew'> {
  const { changes, authority, keys } = deps;
  return (context, input) =>
    changes.make({ operation: 'enrolment.renew', context, input, subject: `host ${input.hostId}` }, async (stores) => {
      // An agent of protocol 1 does not sign its addresses: they stay as they are.
      const signsAddresses = keys.verify(input.publicKey, renewWords(input), input.signature);
      if (!signsAddresses) refuseUnlessSigned(deps, input, renewWordsV1(input));
      const host = await memberWithKey(deps, stores, input);
      if (signsAddresses) await updateAddresses(stores, host, input);
      const issued = await authority.issueForHost(host.id, input.publicKey);
      const members = await refreshMembers(stores, deps);
      await tell(stores, 'host.certificate-renewed', host, `The host ${host.name} renewed its certificate`, {
        notAfter: issued.notAfter,
      });
      const after = { agentAddress: input.agentAddress, notAfter: issued.notAfter };
      return { answer: { certificate: issued.certificatePem, members }, subject: `host ${host.name} ${host.id}`, after };
    });
}

interface Signed {
  readonly publicKey: string;
  readonly signature: string;
}

/** Refuses `not-authenticated` unless the key has signed these words. */
export function refuseUnlessSigned({ keys }: Pick<UseCaseDeps, 'keys'>, { publicKey, signature }: Signed, words: string): void {
  if (!keys.verify(publicKey, words, signature)) throw refused('wrong-credentials', 'The signature is not that of the key');
}

/** The host that joined with this key. Refuses `not-authenticated`: `revoked` when it was removed, `wrong-credentials` for another key. */
export async function memberWithKey(
  { keys }: Pick<UseCaseDeps, 'keys'>,
  stores: Stores,
  { hostId, publicKey }: { readonly hostId: string; readonly publicKey: string },
): Promise<Host> {
  const row = await stores.hosts.get(asId<HostId>(hostId));
  if (row === null || row.host.state === 'left') throw refused('revoked', 'This host was removed from the cluster');
  if (keys.peerId(publicKey) !== row.host.peerId) throw refused('wrong-credentials', 'This is not the key the host joined with');
  return row.host;
}

/** Taken first: of two hosts with the same token only one gets past this; a refusal puts it back with the transaction. */
async function redeemInvitation(
  { keys, clock }: UseCaseDeps,
  stores: Stores,
  input: OperationInput<'enrolment.join'>,
): Promise<void> {
  const invitation = await stores.access.takeInvitation(input.tokenId);
  if (invitation === null) throw refused('used', 'There is no such invitation; perhaps it was used');
  if (!sameSecret(invitation.secretHash, keys.sha256(input.secret)))
    throw refused('wrong-credentials', 'The invitation’s secret is wrong');
  if (Date.parse(invitation.expiresAt) <= clock.now()) throw refused('expired', 'The invitation has expired');
}

async function admit({ keys, clock, rng }: UseCaseDeps, stores: Stores, input: OperationInput<'enrolment.join'>): Promise<Host> {
  const peerId = keys.peerId(input.publicKey);
  const hosts = await stores.hosts.all();
  const known = hosts.find((host) => host.peerId === peerId);
  const at = toTimestamp(clock.now());
  if (known !== undefined) {
    await updateAddresses(stores, known, input);
    if (known.state === 'left') await readmit(stores, known, at);
    return { ...known, agentAddress: input.agentAddress };
  }
  if (hosts.filter(({ state }) => state !== 'left').length >= APP_LIMITS.hosts) {
    const details = { limit: 'hosts of a cluster', max: APP_LIMITS.hosts, unit: 'hosts' };
    throw new RapidError('limit-exceeded', 'The cluster has as many hosts as it can have', details, 'Remove a host first');
  }
  const sight: HostSight = { liveness: 'joining', since: at, reason: null, witnesses: [] };
  const service: HostService = { mode: 'in-service', since: at, reason: null };
  const host: Host = {
    id: newId<HostId>(clock, rng),
    name: input.hostName,
    ...shownHostState(sight, service),
    sight,
    service,
    agentAddress: input.agentAddress,
    meshAddress: joinMeshAddresses(input.meshAddresses),
    peerId,
    facts: null,
    lastSeenAt: null,
    protocol: null,
    generation: NO_GENERATION,
    createdAt: at,
  };
  await stores.hosts.insert(host);
  return host;
}

/** A host that was removed by force is back with its key: with its id, its name if that is still free, and its VMs. */
async function readmit(stores: Stores, host: Host, at: string): Promise<void> {
  await stores.hosts.setSight(host.id, { liveness: nextLiveness('left', 'admitted'), since: at, reason: null, witnesses: [] });
}

/** Writes where the host can be reached, and tells it when it has moved. */
export async function updateAddresses(
  stores: Stores,
  host: Host,
  { agentAddress, meshAddresses }: SignedAddresses,
): Promise<void> {
  const meshAddress = joinMeshAddresses(meshAddresses);
  if (host.agentAddress === agentAddress && host.meshAddress === meshAddress) return;
  await stores.hosts.updateAddresses(host.id, agentAddress, meshAddress);
  const data = { from: host.agentAddress, to: agentAddress };
  await tell(stores, 'host.address-changed', host, `The host ${host.name} is at ${agentAddress} now`, data);
}

function refused(reason: 'wrong-credentials' | 'used' | 'expired' | 'revoked', message: string): RapidError<'not-authenticated'> {
  return new RapidError(
    'not-authenticated',
    message,
    { reason },
    'Make a new invitation with `rapidvm host invite` and join again',
  );
}
