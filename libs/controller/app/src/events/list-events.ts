import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler } from '../ports/index.ts';
import { toEventView, toPage } from '../views.ts';

export function listEvents({ database }: Pick<AppDeps, 'database'>): Handler<'event.list'> {
  return async (_context, input) => {
    const page = await database.read.events.list(given({ subjectId: input.subjectId, kinds: input.kinds }), pageOf(input));
    return toPage(page, toEventView);
  };
}
