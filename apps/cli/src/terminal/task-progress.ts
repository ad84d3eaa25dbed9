/** One line on standard error that follows a task; only where somebody sees it. */
import type { TaskNews } from '../client/follow-task.ts';
import { underWay } from '../present/tasks.ts';
import { printable } from '../present/text.ts';
import type { Terminal } from './terminal.ts';

const CLEAR_LINE = '\r\x1b[K';
const DEFAULT_COLUMNS = 80;

export class TaskProgress {
  readonly #terminal: Terminal;
  #shown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  tell(news: TaskNews): void {
    const { stderr } = this.#terminal;
    if (stderr.isTTY !== true) return;
    const line = news.kind === 'task' ? underWay(news.task) : printable(`The server is away, waiting for it: ${news.cause}`);
    stderr.write(`${CLEAR_LINE}${line.slice(0, (stderr.columns ?? DEFAULT_COLUMNS) - 1)}`);
    this.#shown = true;
  }

  end(): void {
    if (this.#shown) this.#terminal.stderr.write(CLEAR_LINE);
    this.#shown = false;
  }
}
