/** Inside the world of `up`: builds the lab, and shows visitors in who come to the port outside. */
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { WEB_PORT } from './controller-machine.ts';
import { buildLab, provideLinux } from './lab.ts';
import { furnishWorld } from './world.ts';

const say = (line: string): void => void process.stdout.write(`lab: ${line}\n`);

await furnishWorld();
const lab = await buildLab({ hosts: Number(process.argv[2]), nas: true });
await provideLinux(lab.api, lab.shared);

async function show(visitor: Socket): Promise<void> {
  const inside = connect(WEB_PORT, lab.controller.machine.address);
  await Promise.allSettled([pipeline(visitor, inside), pipeline(inside, visitor)]);
}

process.on('message', (_, visitor) => {
  if (visitor !== undefined && 'resume' in visitor) void show(visitor);
});

const password = (await readFile(lab.controller.passwordFile, 'utf8')).trim();
say(`ready: ${lab.hosts.map((host) => `${host.name} ${host.machine.address}`).join(', ')}`);
say(`user admin, password ${password} (of this lab alone)`);
