/** The two console streams: a first message that opens, then bytes both ways at the speed of the slower side. */
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { SerialViewer, ScreenViewer } from '@rapidvm/agent-app';
import type { agentV1 } from '@rapidvm/contracts';
import { invalidInput } from '@rapidvm/kernel';
import type { z } from 'zod';
import type { AgentBackend } from './agent-backend.ts';
import { parseRequest } from './parse-request.ts';
import { screenInput, serialInput } from './request-schemas.ts';
import { StreamOutput } from './stream-output.ts';
import { serialChunkToWire } from './to-wire.ts';

type SerialCall = ServerDuplexStream<unknown, agentV1.SerialOutput>;
type ScreenCall = ServerDuplexStream<unknown, agentV1.ScreenOutput>;

const ENDED = { code: 'wrong-state', message: 'The VM has ended' } as const;

export async function serialConsole(backend: AgentBackend, call: SerialCall): Promise<void> {
  const output = new StreamOutput(call);
  try {
    const input = messages(call, serialInput);
    const first = await input.next();
    if (first.done === true) return output.end();
    if (first.value.frame !== 'open') throw notOpened(first.value.frame);
    const { vmId, fromOffset, readOnly } = first.value.open;
    const viewer = await backend.consoles.openSerial(vmId, fromOffset ?? null, readOnly);
    void output.gone.then(() => viewer.close());
    await output.write({ opened: { firstOffset: viewer.firstOffset, nextOffset: viewer.nextOffset } });
    void takeKeys(input, viewer).catch((error: unknown) => {
      output.fail(error);
      viewer.close();
    });
    await showSerial(viewer, output);
  } catch (error) {
    output.fail(error);
  }
}

async function showSerial(viewer: SerialViewer, output: StreamOutput<agentV1.SerialOutput>): Promise<void> {
  for (let chunk = await viewer.next(); chunk !== null; chunk = await viewer.next()) {
    if (!(await output.write(serialChunkToWire(chunk)))) return;
  }
  await output.write({ closed: ENDED });
  output.end();
}

async function takeKeys(input: AsyncIterator<z.infer<typeof serialInput>>, viewer: SerialViewer): Promise<void> {
  for (let next = await input.next(); next.done !== true; next = await input.next()) {
    if (next.value.frame === 'open') throw openedTwice();
    await viewer.type(next.value.keys);
  }
}

export async function screenConsole(backend: AgentBackend, call: ScreenCall): Promise<void> {
  const output = new StreamOutput(call);
  try {
    const input = messages(call, screenInput);
    const first = await input.next();
    if (first.done === true) return output.end();
    if (first.value.frame !== 'open') throw notOpened(first.value.frame);
    const viewer = await backend.consoles.openScreen(first.value.open.vmId, first.value.open.readOnly);
    void output.gone.then(() => viewer.close());
    await output.write({ opened: {} });
    void takeScreenInput(input, viewer).catch((error: unknown) => {
      output.fail(error);
      viewer.close();
    });
    await showScreen(viewer, output);
  } catch (error) {
    output.fail(error);
  }
}

async function showScreen(viewer: ScreenViewer, output: StreamOutput<agentV1.ScreenOutput>): Promise<void> {
  for (let bytes = await viewer.next(); bytes !== null; bytes = await viewer.next()) {
    if (!(await output.write({ bytes }))) return;
  }
  await output.write({ closed: ENDED });
  output.end();
}

async function takeScreenInput(input: AsyncIterator<z.infer<typeof screenInput>>, viewer: ScreenViewer): Promise<void> {
  for (let next = await input.next(); next.done !== true; next = await input.next()) {
    if (next.value.frame === 'open') throw openedTwice();
    await viewer.send(next.value.bytes);
  }
}

/** Checked messages, one at a time: the next is read off the network when it is asked for. A caller who goes away is the end. */
async function* messages<T>(call: ServerDuplexStream<unknown, unknown>, schema: z.ZodType<T>): AsyncGenerator<T, undefined> {
  const source: AsyncIterable<unknown> = call.iterator({ destroyOnReturn: false });
  try {
    for await (const message of source) yield parseRequest(schema, message);
  } catch (error) {
    if (call.cancelled || call.destroyed) return undefined;
    throw error;
  }
  return undefined;
}

function notOpened(frame: string): Error {
  return invalidInput([{ field: 'frame', value: frame, rule: 'the first message must be open' }]);
}

function openedTwice(): Error {
  return invalidInput([{ field: 'frame', value: 'open', rule: 'only the first message may be open' }]);
}
