/** The public API as a program uses it: a token, connections that stay open, and the event stream. */
import { Agent, request } from 'node:https';
import WebSocket from 'ws';
import { z } from 'zod';
import { taskSchema, type TaskView } from '@rapidvm/operations';
import type { Product } from '../../e2e/harness/index.ts';

const eventMessage = z.object({
  type: z.literal('event'),
  event: z.object({ kind: z.string(), subject: z.object({ id: z.string() }), data: z.record(z.string(), z.string()) }),
});
type Told = z.infer<typeof eventMessage>['event'];

const taskAnswer = z.object({ task: taskSchema });

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly bytes: number;
  /** Milliseconds from the call until the last byte had come; reading JSON is not in it. */
  readonly ms: number;
}

export class ApiSession {
  readonly #product: Product;
  readonly #secret: string;
  readonly #kept = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #waiting = new Set<(told: Told) => void>();
  #events: WebSocket | null = null;

  static async open(product: Product): Promise<ApiSession> {
    const { secret } = await product.api.call('token.create', { name: 'bench' });
    const session = new ApiSession(product, secret);
    await session.#follow();
    return session;
  }

  private constructor(product: Product, secret: string) {
    this.#product = product;
    this.#secret = secret;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#secret}` };
  }

  /** `fresh`: on a connection of its own, TLS handshake and all, as each run of a command line tool makes one. */
  call(method: string, path: string, fresh = false): Promise<Answer> {
    const begun = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const agent = fresh ? false : this.#kept;
    const options = { method, headers: this.headers, ca: this.#product.ca, agent, timeout: 60_000 };
    const sent = request(new URL(`/api/v1${path}`, this.#product.url), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const ms = performance.now() - begun;
        const whole = Buffer.concat(chunks);
        const status = response.statusCode ?? 0;
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${whole.toString()}`));
        else resolve({ status, ms, bytes: whole.length, body: JSON.parse(whole.toString()) });
      });
    });
    sent.on('error', reject);
    sent.end();
    return promise;
  }

  /** Asks for a task and returns it as it was when the API answered. */
  async begin(path: string, fresh = false): Promise<{ readonly task: TaskView; readonly ms: number }> {
    const { body, ms } = await this.call('POST', path, fresh);
    return { task: taskAnswer.parse(body).task, ms };
  }

  /** Resolves when the stream tells that the VM is in `state`. Ask before what brings it about. */
  told(vmId: string, state: string): Promise<void> {
    return this.#next(({ kind, subject, data }) => kind === 'vm.state-changed' && subject.id === vmId && data['to'] === state);
  }

  /** Resolves when the stream tells that a task of this VM has ended. Ask before it begins. */
  taskEnded(vmId: string): Promise<void> {
    return this.#next(({ kind, data }) => kind === 'task.ended' && data['subjectId'] === vmId);
  }

  close(): void {
    this.#events?.terminate();
    this.#kept.destroy();
  }

  #next(matches: (told: Told) => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (told: Told): void => {
      if (!matches(told)) return;
      this.#waiting.delete(look);
      resolve();
    };
    this.#waiting.add(look);
    return promise;
  }

  async #follow(): Promise<void> {
    const url = new URL('/api/v1/events/stream', this.#product.url.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { ca: this.#product.ca, headers: this.headers });
    this.#events = socket;
    socket.on('message', (data: Buffer) => {
      const message = eventMessage.safeParse(JSON.parse(data.toString()));
      if (message.success) for (const look of [...this.#waiting]) look(message.data.event);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
  }
}
