import type { Timers } from '@rapidvm/kernel';

/** What `asked` answers, or null when it has not within `ms`: it goes on then, and nobody hears how it ends. Rejects as it does. */
export async function answerWithin<T>(ms: number, timers: Timers, asked: Promise<T>): Promise<T | null> {
  const overdue = Promise.withResolvers<null>();
  const timer = timers.after(ms, () => overdue.resolve(null));
  try {
    return await Promise.race([asked, overdue.promise]);
  } finally {
    timer.cancel();
    asked.catch(() => undefined);
  }
}
