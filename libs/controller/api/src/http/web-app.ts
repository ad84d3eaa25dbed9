/** Serves the web application: files by name, its start page for every other address people may have open in a tab. */
import fastifyStatic from '@fastify/static';
import { notFound } from '@rapidvm/kernel';
import type { FastifyInstance } from 'fastify';
import { malformed } from './problem.ts';

/** The build puts the hash of its content into a file's name: what has this name never changes. */
const HASHED = /-[\w-]{8}\.(?:js|css|woff2?|svg|png)$/;
const ONE_YEAR = 'public, max-age=31536000, immutable';

/** `root`: absolute path of the built web app; its `.br` and `.gz` neighbours are preferred where the client takes them. */
export async function serveWebApp(fastify: FastifyInstance, root: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', HASHED.test(path.replace(/\.(?:br|gz)$/, '')) ? ONE_YEAR : 'no-cache');
    },
  });
  fastify.get('/*', (request, reply) => {
    const path = pathOf(request.url);
    if (path.startsWith('/api/')) throw notFound('route', `GET ${path.slice(0, 128)}`);
    const isFile = path.slice(path.lastIndexOf('/')).includes('.');
    return reply.sendFile(isFile ? path.slice(1) : 'index.html');
  });
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    throw malformed('its path is not valid percent-encoding');
  }
}
