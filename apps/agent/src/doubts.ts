/** Says in the log why a host is still doubted that was neither cleared nor failed: a verdict that does not come is looked for afterwards. */
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { SECOND_MS } from '@rapidvm/kernel';
import type { MemberView } from '@rapidvm/mesh-core';
import type { Mesh } from '@rapidvm/mesh-libp2p';

/** A doubt that lasts longer is told, and told again as often: verdicts on whole racks take less. */
const LASTING_MS = 3 * SECOND_MS;

/** Members told of at a time: where many are doubted, one explains the others. */
const MAX_TOLD = 5;

export interface DoubtsWorld {
  readonly mesh: Pick<Mesh, 'onLiveness' | 'view'>;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Runs until it is closed. Costs nothing while nobody is doubted. */
export function tellDoubts({ mesh, timers, logger }: DoubtsWorld): { close(): void } {
  let timer: Timer | null = null;
  const look = (): void => {
    const { members } = mesh.view();
    const doubted = members.filter(({ state }) => state === 'suspect');
    timer = doubted.length === 0 ? null : timers.after(LASTING_MS, look);
    for (const member of doubted.slice(0, MAX_TOLD)) logger.warn('A mesh member is still doubted', evidence(member));
  };
  const stop = mesh.onLiveness(() => (timer ??= timers.after(LASTING_MS, look)));
  return {
    close() {
      stop();
      timer?.cancel();
    },
  };
}

/** What each observer says of `member`, and what would be enough. */
function evidence({ peer, observations, asked, suspectAt, failedAt, link }: MemberView) {
  const says = observations.map(({ observer, says: word }) => `${observer} ${word}`);
  return { peerId: peer, says, asked, suspectAt, failedAt, linked: link?.linked ?? null, silentMs: link?.silentMs ?? null };
}
