/**
 * An agent says hello: at its start, when its addresses have changed, and now and then while nobody talks to it. So a host that has moved is
 * found again, one that was removed learns it, and two machines with one identity are noticed.
 */
import type { Host } from '@rapidvm/domain';
import { AGENT_PROTOCOL, helloWords, OLDEST_AGENT_PROTOCOL } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { OperationInput } from '@rapidvm/operations';
import { APP_LIMITS } from '../limits.ts';
import type { AgentInstance, Handler, Stores } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { memberWithKey, refuseUnlessSigned, updateAddresses } from './enrol-host.ts';
import { joinMeshAddresses, refreshMembers } from './member-table.ts';

type Hello = OperationInput<'enrolment.hello'>;

/**
 * Refuses `not-authenticated` for a key that is not the host's and for a host that was removed, `unsupported` for an agent that is too old,
 * `already-running` when another machine with this identity is there, `stale-generation` for a hello that was said before.
 */
export function greetHost(deps: UseCaseDeps): Handler<'enrolment.hello'> {
  const { changes, database, connections } = deps;
  return async (context, input) => {
    refuseUnlessSigned(deps, input, helloWords(input));
    const known = await memberWithKey(deps, database.read, input);
    const speaker = await database.read.hosts.instance(known.id);
    const isClone = speaker !== null && speaker.id !== input.instance && (await stillAnswers(deps, known, speaker));
    const subject = `host ${known.name} ${known.id}`;
    const isRoutine = !isClone && speaker?.id === input.instance && isAt(known, input);
    if (isRoutine) return database.transaction((stores) => take(deps, stores, input, isClone));
    const answer = await changes.make({ operation: 'enrolment.hello', context, input, subject }, async (stores) => ({
      answer: await take(deps, stores, input, isClone),
      before: { agentAddress: known.agentAddress },
      after: { agentAddress: input.agentAddress },
    }));
    connections.again(known.id);
    return answer;
  };
}

/** The start of the agent that spoke for the host before lives on beside this one. A machine that merely restarted can't do that. */
async function stillAnswers({ agents, logger }: UseCaseDeps, host: Host, speaker: AgentInstance): Promise<boolean> {
  try {
    return (await agents.introduce(host.id)).instance === speaker.id;
  } catch (error) {
    logger.debug('the agent that spoke for a host before does not answer any more', { host: host.id, cause: String(error) });
    return false;
  }
}

/** No start says a hello twice, neither the one that speaks nor any before: who has got hold of one can't send it when that start is gone. */
function nextSpeaker(host: Host, speaker: AgentInstance | null, { instance: id, sequence: hello }: Hello): AgentInstance {
  const known = speaker === null ? [] : [{ id: speaker.id, hello: speaker.hello }, ...speaker.earlier];
  const before = known.find((start) => start.id === id);
  if (before !== undefined && hello <= before.hello) throw saidBefore(host, hello, before.hello);
  return { id, hello, earlier: known.filter((start) => start.id !== id).slice(0, APP_LIMITS.earlierStarts) };
}

function isAt(host: Host, { agentAddress, meshAddresses }: Hello): boolean {
  return host.agentAddress === agentAddress && host.meshAddress === joinMeshAddresses(meshAddresses);
}

async function take(deps: UseCaseDeps, stores: Stores, input: Hello, isClone: boolean) {
  const host = await memberWithKey(deps, stores, input);
  if (input.protocol < OLDEST_AGENT_PROTOCOL) throw tooOld(host, input.protocol);
  if (isClone) throw cloned(host, input);
  await stores.hosts.setInstance(host.id, nextSpeaker(host, await stores.hosts.instance(host.id), input));
  await stores.hosts.setProtocol(host.id, input.protocol);
  await updateAddresses(stores, host, input);
  return { hostName: host.name, protocol: AGENT_PROTOCOL, members: await refreshMembers(stores, deps) };
}

export function tooOld(host: Pick<Host, 'name'>, protocol: number): RapidError<'unsupported'> {
  const need = `protocol ${OLDEST_AGENT_PROTOCOL} or newer`;
  const details = { what: `the agent of ${host.name}, which speaks protocol ${protocol}`, need };
  const hint = 'Update the agent on that host: run the line of `rapidvm host invite` there; its VMs run on';
  return new RapidError('unsupported', `The agent of ${host.name} is too old: it speaks protocol ${protocol}`, details, hint);
}

function cloned(host: Host, { agentAddress }: Hello): RapidError<'already-running'> {
  const details = { what: `the identity of the host ${host.name}`, owner: host.agentAddress };
  const message = `Another machine has the identity of ${host.name} and answers at ${host.agentAddress}: the disk of one of them is a copy`;
  const hint = `On the machine that is the copy (this one is at ${agentAddress}), paste the line of a new invitation: it becomes a host of its own`;
  return new RapidError('already-running', message, details, hint);
}

function saidBefore(host: Host, given: number, current: number): RapidError<'stale-generation'> {
  const details = { kind: 'hello', id: host.id, given, current };
  return new RapidError('stale-generation', 'This hello was said before', details, 'Say a newer one');
}
