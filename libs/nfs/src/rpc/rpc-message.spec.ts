import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNfsError, NfsError } from '../errors.ts';
import * as nfs from '../protocol/nfs3.ts';
import { listExports, mount } from '../protocol/mount.ts';
import { getPort } from '../protocol/portmap.ts';
import { XdrReader } from '../wire/xdr-reader.ts';
import { XdrWriter } from '../wire/xdr-writer.ts';
import { decodeReply, encodeCall } from './rpc-message.ts';

const CREDENTIAL = { uid: 7, gid: 8, groups: [9], machine: 'pi' };

describe('a call', () => {
  it('is the record that RFC 5531 describes', () => {
    const reader = new XdrReader(encodeCall(5, getPort, CREDENTIAL, { program: 100_005, version: 3 }));
    const word = (): number => reader.u32();
    expect([word(), word(), word(), word(), word(), word()]).toEqual([5, 0, 2, 100_000, 2, 3]);
    expect(word()).toBe(1);
    const credential = new XdrReader(reader.opaque(400));
    expect([credential.u32(), credential.string(255), credential.u32(), credential.u32()]).toEqual([0, 'pi', 7, 8]);
    expect([credential.u32(), credential.u32()]).toEqual([1, 9]);
    expect([word(), word()]).toEqual([0, 0]);
    expect([word(), word(), word(), word(), reader.left]).toEqual([100_005, 3, 6, 0, 0]);
  });

  it('refuses a credential that the protocol has no room for', () => {
    const call = (credential: Parameters<typeof encodeCall>[2]) => () =>
      encodeCall(1, getPort, credential, { program: 1, version: 1 });
    expect(call({ ...CREDENTIAL, groups: Array.from({ length: 17 }, () => 1) })).toThrow(/more than 16 groups/);
    expect(call({ ...CREDENTIAL, machine: 'x'.repeat(256) })).toThrow(/255 bytes/);
  });
});

describe('a reply', () => {
  it('has results, or says why not', () => {
    const header = (...words: readonly number[]): Uint8Array => {
      const writer = new XdrWriter();
      for (const each of words) writer.u32(each);
      return writer.done();
    };
    const good = decodeReply(header(5, 1, 0, 0, 0, 0, 2049));
    expect(good.xid).toBe(5);
    expect(good.results instanceof XdrReader && getPort.decode(good.results)).toBe(2049);
    expect(decodeReply(header(5, 1, 1, 1, 2)).results).toMatchObject({ code: 'refused' });
    expect(decodeReply(header(5, 1, 0, 0, 0, 1)).results).toMatchObject({ message: expect.stringContaining('no such program') });
    expect(() => decodeReply(header(5, 0))).toThrow(/malformed/);
  });

  it('of 10,000 random kinds is decoded or refused by an NfsError, for every procedure', () => {
    const procedures = [...Object.values(nfs).filter((each) => typeof each === 'object' && 'decode' in each), mount, listExports];
    expect(procedures.length).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.constantFrom(...procedures), fc.uint8Array({ maxLength: 300 }), fc.boolean(), (procedure, bytes, isOk) => {
        // A status of success before the noise lets it get further.
        const input = isOk ? Buffer.concat([Buffer.alloc(4), bytes]) : bytes;
        try {
          procedure.decode(new XdrReader(input));
        } catch (error) {
          expect(error).toBeInstanceOf(NfsError);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('names the status of a refusal', () => {
    const refused = new XdrReader(new XdrWriter().u32(28).done());
    try {
      nfs.write.decode(refused);
      expect.unreachable();
    } catch (error) {
      expect(isNfsError(error, 'ENOSPC')).toBe(true);
    }
  });
});
