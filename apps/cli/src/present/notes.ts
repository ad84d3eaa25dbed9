/** What a person should know beside an answer. For standard error: standard output is the answer alone, which may go into a file. */
import { counted, MINUTE_MS } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import type { PresentedOperation } from './presenters.ts';
import type { Style } from './text.ts';
import { printable } from './text.ts';

type Note<K extends PresentedOperation> = (
  output: OperationOutput<K>,
  asked: Readonly<Record<string, unknown>>,
  style: Style,
) => string;

const NOTES: { readonly [K in PresentedOperation]?: Note<K> } = {
  'token.create': ({ token }, { expiresInDays }) => {
    const secret = 'It is shown this once.';
    if (token.expiresAt === null) return `The token ${printable(token.name)} is valid until it is revoked. ${secret}`;
    const why = expiresInDays === undefined ? ': no longer than the login that made it' : '';
    return `The token ${printable(token.name)} is valid until ${token.expiresAt}${why}. ${secret}`;
  },
  'host.invite': ({ command, joinToken, expiresAt }, _asked, { nowMs }) => {
    const minutes = Math.max(1, Math.round((Date.parse(expiresAt) - nowMs) / MINUTE_MS));
    const what = command === null ? 'This token' : 'Paste this line as root on the new machine. It';
    const note = `${what} is for one machine and ${counted(minutes, 'minute')}, and is a secret: whoever uses it first is in.`;
    return reachesOthers(joinToken) ? note : `${note}\n${ONLY_HERE}`;
  },
};

const ONLY_HERE =
  "But it names no address that other machines reach the controller at: it listens on this machine alone (--listen), or has no network. Name one under 'names' in config/controller.json.";

/** Whether a join token names an address besides those by which a machine means itself. They stand behind its @. */
function reachesOthers(joinToken: string): boolean {
  const urls = joinToken.split('@')[1]?.split(',') ?? [];
  const hosts = urls.map((url) => URL.parse(url)?.hostname ?? '');
  return hosts.length === 0 || hosts.some((host) => host !== 'localhost' && host !== '[::1]' && !host.startsWith('127.'));
}

/** Null where there is nothing to add. `asked`: the fields of the call. */
export function noteOf<K extends PresentedOperation>(
  operation: K,
  output: OperationOutput<K>,
  asked: Readonly<Record<string, unknown>>,
  style: Style,
): string | null {
  return NOTES[operation]?.(output, asked, style) ?? null;
}
