import { describe, expect, it } from 'vitest';
import { endMarked } from './marked-processes.ts';
import { runShown } from './run-shown.ts';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];

describe('a stage of the tests', () => {
  it('gives its exit code and the end of its output', async () => {
    expect(await runShown(node('console.log("stage one"); process.exitCode = 3'), {}, 10_000)).toEqual({
      code: 3,
      tail: 'stage one',
    });
  });

  it('that takes too long is told to end', async () => {
    const started = performance.now();
    const { code, tail } = await runShown(
      node('process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000)'),
      {},
      300,
    );
    expect({ code, tail }).toEqual({ code: 9, tail: '' });
    expect(performance.now() - started).toBeLessThan(9000);
  });

  it('is over when it ends, though a process it left behind holds its output open; that one is found by its mark', async () => {
    const mark = `spec-${process.pid}`;
    const script =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: true }).unref()';
    expect((await runShown(node(script), { RUN_SHOWN_SPEC: mark }, 20_000)).code).toBe(0);
    expect(await endMarked('RUN_SHOWN_SPEC', mark)).toHaveLength(1);
  });
});
