import type { Readable } from 'node:stream';
import type { Logger } from '@rapidvm/kernel';
import { MAX_KEPT_OUTPUT_BYTES, MAX_LOG_LINE_BYTES } from './limits.ts';

/** Passes the server's lines to our log and keeps the last of them to say why it did not start. Returns those. */
export function followLog(output: Readable, logger: Logger): () => string {
  let unfinished = '';
  let kept = '';
  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-MAX_KEPT_OUTPUT_BYTES);
    const lines = (unfinished + chunk).split('\n');
    unfinished = (lines.pop() ?? '').slice(0, MAX_LOG_LINE_BYTES);
    for (const line of lines) writeLine(line.slice(0, MAX_LOG_LINE_BYTES), logger);
  });
  return () => kept.trim();
}

function writeLine(line: string, logger: Logger): void {
  if (/^(FATAL|PANIC|ERROR|WARNING):/.test(line)) logger.warn(line);
  else logger.debug(line);
}
