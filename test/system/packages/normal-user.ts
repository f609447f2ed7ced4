// A normal user of this machine, made for the test, and ways to run programs as that user.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { programAsUser } from '../../app/as-user';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NormalUser {
  readonly uid: number;
  /** With a space and letters of another script in its path. */
  readonly home: string;
  /** A program that runs its command line as this user, on the display of the test. */
  readonly as: string;
  /** Runs a command without a display. */
  run(command: string, args: readonly string[], cwd?: string): Ended;
  /** Starts a program on the display of the test. @param env more of it */
  start(command: readonly string[], env?: Readonly<Record<string, string>>): Started;
  /** Makes a folder of the user's in its home. */
  folder(name: string): string;
  /** Processes that run as this user now. */
  processes(): readonly number[];
  /** Ends what still runs, and removes user and home. */
  remove(): Promise<void>;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export async function normalUser(): Promise<NormalUser> {
  const name = `unroll-test-${process.pid}-${Date.now() % 100_000}`;
  const home = mkdtempSync(path.join(tmpdir(), 'unroll home 家 '));
  execFileSync('useradd', ['--home-dir', home, '--shell', '/bin/sh', name]);
  const uid = Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));
  const as = await programAsUser({ uid, home });
  const processes = (): readonly number[] => processesOf(uid);
  return {
    uid,
    home,
    as,
    processes,
    run: (command, args, cwd = home) => {
      const { status, stdout, stderr } = spawnSync(as, [command, ...args], {
        cwd,
        env: withoutDisplay(),
        encoding: 'utf8',
      });
      return { code: status, stdout, stderr };
    },
    start: (command, env = {}) => start(as, command, env),
    folder: (folder) => {
      const made = path.join(home, folder);
      mkdirSync(made);
      chownSync(made, uid, uid);
      return made;
    },
    remove: async () => {
      for (const pid of processes()) process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(processes()).toEqual([]), { timeout: 20_000 });
      execFileSync('userdel', [name]);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Nothing of the user runs any more, or will in a moment. */
export async function untilNothingRuns(user: NormalUser): Promise<void> {
  await expect
    .poll(() => user.processes().map((pid) => aboutProcess(pid, 'cmdline')), { timeout: 20_000 })
    .toEqual([]);
}

/** What is read of a process below /proc; empty for one that has ended. */
export function aboutProcess(pid: number, what: 'cmdline' | 'maps' | 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Without those that have ended and that nobody has asked about yet. */
function processesOf(uid: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid === uid)
    .filter((pid) => !aboutProcess(pid, 'stat').includes(') Z '));
}

function withoutDisplay(): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return env;
}

function start(as: string, command: readonly string[], more: Readonly<Record<string, string>>): Started {
  const variables = Object.entries(more).map(([name, value]) => `${name}=${value}`);
  const child = spawn(as, ['env', ...variables, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}
