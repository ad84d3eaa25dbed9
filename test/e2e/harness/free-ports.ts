import { createServer, type Server } from 'node:net';

/** Ports below the range that the kernel hands out for outgoing connections, so that none of ours is taken in between. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => {
      resolve(server);
    });
  });
}

async function areFree(first: number, count: number): Promise<boolean> {
  const servers: Server[] = [];
  for (let port = first; port < first + count; port++) {
    const server = await listen(port);
    if (server === null) break;
    servers.push(server);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return servers.length === count;
}

/** The first of `count` free TCP ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count));
    if (await areFree(first, count)) return first;
  }
  throw new Error(`no ${count} free ports in a row between ${LOWEST} and ${HIGHEST}`);
}
