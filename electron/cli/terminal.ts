// Where a command writes. Results go to standard output; progress and messages to standard error, so that a pipe gets the
// results alone.
import path from 'node:path';

export interface Terminal {
  /** One line of the result. */
  result(line: string): void;
  /** One line for the person who watches. */
  say(line: string): void;
  /** Replaces the line at the bottom; null clears it. Does nothing where nobody watches a terminal. */
  status(line: string | null): void;
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
  const clearLine = '\r\x1b[2K';
  let current: string | null = null;
  const say = (line: string): void => {
    stderr.write(current === null ? `${line}\n` : `${clearLine}${line}\n${current}`);
  };
  return {
    result: (line) => void stdout.write(`${line}\n`),
    say,
    status: (line) => {
      if (!stderr.isTTY || line === current) return;
      current = line;
      stderr.write(clearLine + (line ?? ''));
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
