/** Serves the web application: files by name, its start page for every other address people may have open in a tab. */
import { readdir } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import { notFound } from '@rapidvm/kernel';
import type { FastifyInstance } from 'fastify';

/** Build tools put the hash of its content into a file's name: it never changes. */
const HASHED = /[-.][A-Z0-9]{8,}\.[a-z0-9]+$/i;
const ONE_YEAR = 'public, max-age=31536000, immutable';

/** `root`: absolute path of the built web app; its `.br` and `.gz` neighbours are preferred where the client takes them. */
export async function serveWebApp(fastify: FastifyInstance, root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Set(
    entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length)),
  );
  await fastify.register(fastifyStatic, {
    root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', HASHED.test(path.replace(/\.(br|gz)$/, '')) ? ONE_YEAR : 'no-cache');
    },
  });
  fastify.get('/*', (request, reply) => {
    const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
    if (files.has(path)) return reply.sendFile(path);
    const isPage = !path.startsWith('/api/') && !(path.split('/').at(-1) ?? '').includes('.');
    if (!isPage) throw notFound('page', path.slice(0, 128));
    return reply.sendFile('index.html');
  });
}
