// The command line as a person calls it: a process of its own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { CLI_SCRIPT, ROOT } from '../trainer/bundles';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** In a group of processes of its own, as a shell has it. */
  readonly detached?: boolean;
}

export interface Call {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Calls `unroll` with these arguments; a call that outlives its test is ended. */
export function call(
  args: readonly string[],
  { env = {}, cwd = ROOT, detached = false }: CallOptions = {},
): Call {
  const { INIT_CWD: _callersFolder, ...own } = process.env;
  const child = spawn(process.execPath, [CLI_SCRIPT, ...args], {
    cwd,
    detached,
    env: { ...own, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Calls `unroll` and waits for its end. */
export function unroll(args: readonly string[], options?: CallOptions): Promise<Ended> {
  return call(args, options).ended;
}

export interface JsonRun {
  readonly lane: string;
  readonly seed: number;
  readonly status: string;
  readonly engine: string | null;
  readonly backend: string | null;
  readonly steps: number;
  readonly finalLoss: number | string | null;
  readonly usPerStep: number | null;
  readonly compileMs: number;
  readonly failure: { readonly kind: string; readonly message: string } | null;
}

/** The object on the last line of standard output, which must hold nothing else. */
export function jsonOf({ stdout }: Ended): {
  readonly engine: string;
  readonly backend: string;
  readonly digest: string;
  readonly runs: readonly JsonRun[];
} {
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== 1)
    throw new Error(`Expected one line on standard output, got ${lines.length}: ${stdout}`);
  return JSON.parse(lines[0] ?? '') as ReturnType<typeof jsonOf>;
}

/** Writes an experiment file into the folder. @returns its path */
export function experimentFile(folder: string, fields: object = {}): string {
  const file = path.join(folder, 'experiment.unroll.json');
  writeFileSync(file, JSON.stringify({ format: 'unroll-experiment', version: 1, ...fields }));
  return file;
}
