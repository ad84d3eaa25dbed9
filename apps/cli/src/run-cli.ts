/** One run of the command line, from words to exit code. */
import { CommanderError } from 'commander';
import { buildProgram } from './command/build-program.ts';
import { createContext } from './command/context.ts';
import type { ExitCode } from './exit-codes.ts';
import { EXIT } from './exit-codes.ts';
import { exitCodeFor, failureJson, failureText } from './present/failure.ts';
import type { Terminal } from './terminal/terminal.ts';
import { print, wantsColour } from './terminal/terminal.ts';

/** Runs `words` (without node and script) on `terminal`. Never throws: every failure is told on standard error and has its exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = buildProgram(createContext(terminal));
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // commander has already said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    tellFailure(error, terminal, words.includes('--json'));
    return terminal.signal.aborted ? EXIT.interrupted : exitCodeFor(error);
  }
}

function tellFailure(error: unknown, terminal: Terminal, json: boolean): void {
  const style = { colour: wantsColour(terminal.stderr, terminal.env), nowMs: terminal.now() };
  const text = json ? JSON.stringify(failureJson(error), null, 2) : failureText(error, style);
  if (text !== '' && !terminal.signal.aborted) print(terminal.stderr, text);
}
