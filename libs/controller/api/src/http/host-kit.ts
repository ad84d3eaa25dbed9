/** What a machine fetches to become a host. Open to all: there is no secret in it, and whoever joins shows a token afterwards. */
import { createReadStream } from 'node:fs';
import { constants, createGzip } from 'node:zlib';
import type { Timers } from '@rapidvm/kernel';
import { RapidError, notFound } from '@rapidvm/kernel';
import type { FastifyInstance } from 'fastify';
import { HOST_KIT_LIMITS } from '../limits.ts';

export interface HostKit {
  /** The join script; the same bytes until a file of the kit changes. */
  script(): Promise<string>;
  /** Absolute path of the file that the script fetches as `name`; null: there is none. */
  file(name: string): string | null;
}

export function serveHostKit(fastify: FastifyInstance, kit: HostKit, timers: Timers): void {
  let downloads = 0;
  fastify.get('/join', async (_request, reply) => {
    const script = await kit.script();
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(script);
  });
  fastify.get<{ Params: { name: string } }>('/join/:name', (request, reply) => {
    const { name } = request.params;
    const path = kit.file(name);
    if (path === null) throw notFound('file for hosts', name);
    if (downloads >= HOST_KIT_LIMITS.downloads) throw tooMany();
    downloads += 1;
    const file = createReadStream(path);
    // A fast level: a Node of 140 MB must not keep a Pi busy for long, and a third of it goes over the wire.
    const zipped = createGzip({ level: constants.Z_BEST_SPEED });
    // Whoever takes nothing, or a byte now and then, must not keep others from joining.
    const giveUp = timers.after(HOST_KIT_LIMITS.downloadMs, () => reply.raw.destroy());
    reply.raw.setTimeout(HOST_KIT_LIMITS.stalledMs, () => reply.raw.destroy());
    reply.raw.once('close', () => {
      downloads -= 1;
      giveUp.cancel();
      file.destroy();
      zipped.destroy();
    });
    file.once('error', (error) => zipped.destroy(error));
    return reply.type('application/gzip').header('cache-control', 'no-store').send(file.pipe(zipped));
  });
}

function tooMany(): RapidError<'limit-exceeded'> {
  const details = { limit: 'hosts that fetch their agent at once', max: HOST_KIT_LIMITS.downloads, unit: 'downloads' };
  return new RapidError('limit-exceeded', 'Too many hosts fetch their agent at once', details, 'Try again in a minute');
}
