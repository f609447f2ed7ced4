// Runs another program for a step: quietly, in a process group of its own, and gone when set-up is.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { endGroup } from './process-identity.mjs';

const KEEP_LINES = 60;
const GRACE_MS = 4000;

/** A program that did not end with 0. `lines`: the last of what it printed. */
export class ToolFailure extends Error {
  /** @param {{ command: string, ending: string, lines: readonly string[], output: string }} facts */
  constructor({ command, ending, lines, output }) {
    super(`${command} ${ending}`);
    this.name = 'ToolFailure';
    this.ending = ending;
    this.lines = lines;
    this.output = output;
  }
}

/**
 * @typedef {object} ToolOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} env
 * @property {AbortSignal} signal
 * @property {(pid: number | undefined) => void} onTool   who runs now, undefined afterwards
 * @property {(line: string) => void} [onLine]            each line of its stdout
 * @property {boolean} [gentle]   asked to end, and waited for; never killed: it changes the system, not our folders
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ToolOptions} options
 * @returns {Promise<string>} what it wrote to stdout
 * @throws {ToolFailure} when it cannot start or ends with another code than 0
 */
export async function runTool(command, args, { cwd, env, signal, onTool, onLine, gentle = false }) {
  signal.throwIfAborted();
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const stop = () => (gentle ? child.kill('SIGINT') : stopChild(child));
  signal.addEventListener('abort', stop);
  // Who is noted is killed by the set-up that follows ours, should ours be killed.
  if (child.pid !== undefined && !gentle) onTool(child.pid);
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
  if (onLine !== undefined) createInterface({ input: child.stdout }).on('line', onLine);
  try {
    const ending = await ended(child);
    signal.throwIfAborted();
    if (ending !== undefined)
      throw new ToolFailure({ command, ending, lines: lastLines(output, KEEP_LINES), output });
    return stdout;
  } finally {
    signal.removeEventListener('abort', stop);
    onTool(undefined);
  }
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} the program's path, undefined when there is none in PATH
 */
export function findProgram(name, env) {
  for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
    if (folder === '') continue;
    const candidate = path.join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      continue; // not in this folder
    }
  }
  return undefined;
}

/**
 * @param {string} output
 * @param {number} count
 * @returns {string[]} the last lines that say something, without colours
 */
export function lastLines(output, count) {
  return stripVTControlCharacters(output)
    .split(/[\r\n]+/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string | undefined>} how it ended, undefined when well
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve(undefined);
      else resolve(killedBy === null ? `ended with code ${code}` : `was ended by ${killedBy}`);
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function stopChild(child) {
  const { pid } = child;
  if (pid === undefined) return;
  endGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => endGroup(pid, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(timer));
}
