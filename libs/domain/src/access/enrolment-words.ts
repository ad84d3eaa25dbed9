/**
 * What a host signs with its key when it speaks to the controller: one text for each kind of request, which covers everything that the
 * request changes. None can be taken for another: the first line names the kind, each kind has a fixed number of fields before the addresses,
 * and no field but the last has a line break.
 */

/** Where a host says it can be reached. */
export interface SignedAddresses {
  /** host:port of its gRPC server. */
  readonly agentAddress: string;
  /** Multiaddrs. */
  readonly meshAddresses: readonly string[];
}

export interface JoinWords extends SignedAddresses {
  readonly tokenId: string;
  readonly hostName: string;
  readonly publicKey: string;
}

export interface RenewWords extends SignedAddresses {
  readonly hostId: string;
  readonly publicKey: string;
}

export interface HelloWords extends RenewWords {
  /** Random name of this start of the agent: two machines with one key have two. */
  readonly instance: string;
  /** Grows with each hello of one start, so that none can be said again by others. */
  readonly sequence: number;
  readonly protocol: number;
}

export const joinWords = (words: JoinWords): string => signedText('rapidvm-join-v2', [words.tokenId, words.hostName], words);

export const renewWords = (words: RenewWords): string => signedText('rapidvm-renew-v2', [words.hostId], words);

export const helloWords = (words: HelloWords): string =>
  signedText('rapidvm-hello-v1', [words.hostId, words.instance, String(words.sequence), String(words.protocol)], words);

/** As agents of protocol 1 sign when they join: without the addresses. */
export const joinWordsV1 = ({ tokenId, publicKey }: Pick<JoinWords, 'tokenId' | 'publicKey'>): string =>
  `rapidvm-join-v1\n${tokenId}\n${publicKey}`;

/** As they sign a renewal. */
export const renewWordsV1 = ({ hostId, publicKey }: Pick<RenewWords, 'hostId' | 'publicKey'>): string =>
  `rapidvm-renew-v1\n${hostId}\n${publicKey}`;

/** One field a line; the key last, for it is the one that has several. */
function signedText(kind: string, fields: readonly string[], words: SignedAddresses & { readonly publicKey: string }): string {
  return [kind, ...fields, words.agentAddress, ...words.meshAddresses, words.publicKey].join('\n');
}
