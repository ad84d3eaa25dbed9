import { status } from '@grpc/grpc-js';
import { RapidError } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { namesController } from './controller-only.ts';
import { ERROR_TRAILER, toStatus } from './error-status.ts';

describe('an error as a status', () => {
  it('carries the whole record beside the code', () => {
    const error = new RapidError('storage-full', 'No room', { datastore: 'local', neededBytes: 2, freeBytes: 1 }, 'Make room');
    const { code, details, metadata } = toStatus(error);
    expect(code).toBe(status.RESOURCE_EXHAUSTED);
    expect(details).toBe('No room');
    expect(JSON.parse(String(metadata.get(ERROR_TRAILER)[0]))).toEqual(error.toRecord());
  });

  it('tells what nobody foresaw as internal', () => {
    expect(toStatus(new TypeError('x is not a function')).code).toBe(status.INTERNAL);
  });

  it('fits into headers whatever QEMU said', () => {
    const output = 'ü'.repeat(100_000);
    const { details, metadata } = toStatus(
      new RapidError('qemu-failed', output, { vm: 'v', phase: 'p', exitCode: 1, output }, 'h'),
    );
    const trailer = String(metadata.get(ERROR_TRAILER)[0]);
    expect(details.length).toBeLessThanOrEqual(512);
    expect(Buffer.byteLength(trailer)).toBeLessThanOrEqual(8192);
    expect(JSON.parse(trailer)).toMatchObject({ code: 'qemu-failed', details: { vm: 'v', exitCode: 1 } });
  });
});

describe('the controller’s name', () => {
  it.each([
    ['DNS:controller.rapidvm.internal', true],
    ['DNS:localhost, DNS:controller.rapidvm.internal, IP Address:127.0.0.1', true],
    ['DNS:controller.rapidvm.internal.example.org', false],
    ['DNS:xcontroller.rapidvm.internal', false],
    ['DNS:"a, DNS:controller.rapidvm.internal"', false],
    ['URI:controller.rapidvm.internal', false],
    ['', false],
    [undefined, false],
  ])('in %s: %s', (names, expected) => {
    expect(namesController(names)).toBe(expected);
  });
});
