/** A world with one machine, to be killed: see lab.spec.ts. Says a line when it stands. */
import { once } from 'node:events';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { furnishWorld, spawnInWorld } from './world.ts';

if (process.argv[2] === 'inside') {
  await furnishWorld();
  const machine = new Machine('alone', 2, await LabNetwork.make());
  await machine.powerOn();
  await machine.start(['sleep', '3000'], 'sleep.log');
  process.stdout.write('stands\n');
} else {
  await once(spawnInWorld('killed', [process.execPath, import.meta.filename, 'inside'], 'inherit'), 'exit');
}
