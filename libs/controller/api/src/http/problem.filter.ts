import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, Inject } from '@nestjs/common';
import type { Logger } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOGGER } from '../tokens.ts';
import { PROBLEM_MEDIA_TYPE, toProblem } from './problem.ts';

/** Answers every refusal as a problem document. What was not foreseen is logged with its cause, which the answer keeps to itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (!(error instanceof RapidError) && problem.status >= 500) {
      this.#logger.error('A request failed', error, { method: request.method, route: request.routeOptions.url ?? '(none)' });
    }
    if (reply.sent) return;
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="rapidvm"');
    if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '5');
    reply.status(problem.status).header('cache-control', 'no-store').type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }
}
