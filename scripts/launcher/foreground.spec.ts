import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentDaemon, controllerDaemon } from './controller.ts';
import { dataLayout } from './data-layout.ts';
import { streamUntilStopped } from './foreground.ts';
import { writeState } from './state.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'rapidvm-foreground-'));
  const layout = dataLayout(data);
  for (const { logFile } of [controllerDaemon(layout), agentDaemon(layout)]) {
    await mkdir(dirname(logFile), { recursive: true });
    await writeFile(logFile, '');
  }
});
afterEach(async () => {
  await rm(data, { recursive: true });
});

describe('the foreground, when what it shows has ended', () => {
  it.each([
    ['down was asked for, maybe from another terminal: no crash', true, { kind: 'stopped-elsewhere' }],
    ['nobody asked for it: a crash, by name', false, { kind: 'crashed', name: 'controller' }],
  ])('%s', async (_why, stopped, end) => {
    const state = { version: 1 as const, port: 8443, listen: '127.0.0.1', databaseUrlFile: null, helloMade: true, resume: [] };
    await writeState(dataLayout(data).state, { ...state, stopped });
    expect(await streamUntilStopped(data, () => undefined)).toEqual(end);
  });
});
