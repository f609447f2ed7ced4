// Where a command writes. Results go to standard output; progress and messages to standard error, so that a pipe gets the
// results alone.
import path from 'node:path';

export interface Terminal {
  /** One line of the result. */
  result(line: string): void;
  /** One line for the person who watches. */
  say(line: string): void;
  /**
   * Replaces the lines at the bottom, none of them longer than the terminal is wide; an empty list clears them. Does nothing
   * where nobody watches a terminal.
   */
  status(lines: readonly string[]): void;
  readonly isInteractive: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  /** An absolute path: relative ones start at the folder the person called from, which npm hides behind INIT_CWD. */
  resolve(file: string): string;
}

export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr, env } = process;
  stopAtClosedPipe(stdout);
  stopAtClosedPipe(stderr);
  let current: readonly string[] = [];
  /** From the end of the last of the lines to the start of the first, with nothing left of them. */
  const clear = (): string => `\r\x1b[2K${'\x1b[1A\x1b[2K'.repeat(Math.max(0, current.length - 1))}`;
  const say = (line: string): void => {
    stderr.write(current.length === 0 ? `${line}\n` : `${clear()}${line}\n${current.join('\n')}`);
  };
  return {
    result: (line) => void stdout.write(`${line}\n`),
    say,
    status: (lines) => {
      if (!stderr.isTTY || lines.join('\n') === current.join('\n')) return;
      stderr.write(clear() + lines.join('\n'));
      current = lines;
    },
    isInteractive: stderr.isTTY === true,
    get columns() {
      return stderr.columns ?? 80;
    },
    resolve: (file) => path.resolve(env['INIT_CWD'] ?? process.cwd(), file),
  };
}

/** `unroll … | head`: who has read enough is no error. What is written from then on goes nowhere; training goes on. */
function stopAtClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
