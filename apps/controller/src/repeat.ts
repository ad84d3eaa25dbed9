import type { Timer } from '@rapidvm/kernel';
import type { World } from './world.ts';

/** Does `work` every `intervalMs` until disposed of; one that fails is logged and tried again at the next time. */
export function repeat(
  name: string,
  intervalMs: number,
  { timers, logger }: Pick<World, 'timers' | 'logger'>,
  work: () => Promise<void>,
): Disposable {
  let stopped = false;
  let timer: Timer;
  const again = (): void => {
    if (!stopped) timer = timers.after(intervalMs, run);
  };
  const run = (): void =>
    void work()
      .catch((error: unknown) => logger.error('Periodic work failed; it will be tried again', error, { work: name }))
      .finally(again);
  timer = timers.after(intervalMs, run);
  return {
    [Symbol.dispose]() {
      stopped = true;
      timer.cancel();
    },
  };
}
