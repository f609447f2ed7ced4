// Hands over to what was set up: the command line in this process, other programs in one of their own.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** How long a program's last words are waited for: a process it left behind may hold its stderr open. */
const LAST_WORDS_MS = 1000;

/**
 * The command line takes over this process: its exit code and its way with signals are ours.
 * @param {import('./site.mjs').Site} site
 * @param {readonly string[]} args
 */
export function enterCommandLine(site, args) {
  const script = path.join(site.root, 'dist', 'cli', 'cli.cjs');
  process.argv = [process.execPath, script, ...args];
  createRequire(import.meta.url)(script);
}

/**
 * Starts a program with our input and output, hands signals on to it, and ends as it ends.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, output?: number, onErrorLine?: (line: string) => void }} options
 *   `output` is an open file that gets what it prints; `onErrorLine` gets the lines of its stderr, which are then not shown
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
export function launch(command, args, { env, output, onErrorLine }) {
  return new Promise((resolve, reject) => {
    const stderr = onErrorLine === undefined ? (output ?? 'inherit') : 'pipe';
    const child = spawn(command, args, { env, stdio: ['inherit', output ?? 'inherit', stderr] });
    const handOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, handOn);
    const release = () => signals.forEach((signal) => process.off(signal, handOn));
    if (child.stderr !== null && onErrorLine !== undefined)
      createInterface({ input: child.stderr }).on('line', onErrorLine);
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', () => setTimeout(() => child.stderr?.destroy(), LAST_WORDS_MS).unref());
    child.once('close', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
