import { RapidError } from '@rapidvm/kernel';

/** What came over a QMP connection is not QMP. */
export function qmpProtocolError(problem: string): RapidError<'qmp-protocol'> {
  return new RapidError(
    'qmp-protocol',
    `QEMU's control connection does not speak QMP: ${problem}`,
    { problem },
    "Look in the VM's qemu.log; restart the VM if it can no longer be controlled",
  );
}
