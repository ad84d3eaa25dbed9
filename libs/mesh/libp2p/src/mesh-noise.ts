/** libp2p's Noise with one thing changed: that nothing more has come is no exception with a stack trace, twice a second for each member. */
import { noise } from '@libp2p/noise';
import { nativeCrypto } from './native-crypto.ts';

type NoiseFactory = ReturnType<typeof noise>;
type Encrypter = ReturnType<NoiseFactory>;

/** For libp2p's `connectionEncrypters`. */
export function meshNoise(): NoiseFactory {
  const factory = noise({ crypto: nativeCrypto });
  return (components) => withCheapEnds(factory(components));
}

function withCheapEnds(encrypter: Encrypter): Encrypter {
  const secureInbound = encrypter.secureInbound.bind(encrypter);
  const secureOutbound = encrypter.secureOutbound.bind(encrypter);
  encrypter.secureInbound = async (connection, options) => withCheapEnd(await secureInbound(connection, options));
  encrypter.secureOutbound = async (connection, options) => withCheapEnd(await secureOutbound(connection, options));
  return encrypter;
}

interface Bytes {
  readonly byteLength: number;
  getUint16(at: number): number;
}

interface Decoding {
  readonly decoder: { lengthDecoder: (bytes: Bytes) => number };
}

function withCheapEnd<T extends { readonly connection: object }>(secured: T): T {
  if (isDecoding(secured.connection)) secured.connection.decoder.lengthDecoder = lengthOfFrame;
  return secured;
}

/** Noise's decoder asks after each frame for the length of the next, and takes this for the word that it has not come. */
const NOT_YET = new RangeError('the length of the next frame has not come yet');

function lengthOfFrame(bytes: Bytes): number {
  if (bytes.byteLength < 2) throw NOT_YET;
  return bytes.getUint16(0);
}

function isDecoding(connection: object): connection is Decoding {
  const decoder: unknown = 'decoder' in connection ? connection.decoder : null;
  return typeof decoder === 'object' && decoder !== null && 'lengthDecoder' in decoder;
}
