// A session with a window that no debugger reaches: keys are pressed as a person does, and what came of it is read from the
// files and processes of the user.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { aboutProcess, untilNothingRuns, type Ended, type NormalUser } from './normal-user';
import { twoLanes } from './use-command-line';

/** Time for a window to open on a busy machine. */
const OPEN = { timeout: 60_000, interval: 250 };
/** Time for the first run: its program is compiled, and it goes at the article's pace. */
const TRAINED = { timeout: 120_000, interval: 500 };

/** A process turns to a network: an address of the internet's kind, this machine's own included. */
const CALL = /\b(connect|bind|sendto|sendmsg|sendmmsg)\(.*\bsa_family=AF_INET6?\b/;

export interface Watched {
  readonly ended: Ended;
  /** Calls to any network, as strace writes them. */
  readonly calls: readonly string[];
}

/** Runs a program as the user; every process of it is watched. */
export async function watched(
  user: NormalUser,
  command: readonly string[],
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Watched> {
  const file = path.join(user.folder(`watched ${path.basename(command[0] ?? '')}`), 'calls');
  const strace = ['strace', '-f', '-qq', '--seccomp-bpf', '-e', 'trace=%network', '-o', file];
  const { ended } = user.start([...strace, ...command]);
  await meanwhile();
  const end = await ended;
  return {
    ended: end,
    calls: readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => CALL.test(line)),
  };
}

/**
 * An experiment is opened in the window as a file manager does it, trained, and left: the page in the sandbox of the system,
 * without a call to any network.
 */
export async function trainInWindow(user: NormalUser, app: string): Promise<void> {
  const experiment = twoLanes(user.folder('documents'));
  const { ended, calls } = await watched(user, [app, experiment], async () => {
    const window = await untilWindow('rnn and lstm.unroll.json');
    const status = aboutProcess(await untilPage(user), 'status');
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).not.toMatch(/^Uid:\s+0\b/m);
    await pressRun(user, window);
    await untilTrained(user);
    pressKey(window, 'ctrl+q');
  });
  expect(ended.code, ended.stderr).toBe(0);
  expect(logOf(user)).toMatch(/ Unroll ends$/m);
  expect(calls).toEqual([]);
  await untilNothingRuns(user);
}

/** Waits for the window. @returns its number on the display */
async function untilWindow(title: string): Promise<string> {
  const search = (): string => {
    try {
      const args = ['search', '--onlyvisible', '--name', title];
      return execFileSync('xdotool', args, { encoding: 'utf8' }).trim();
    } catch {
      return ''; // none yet
    }
  };
  await expect.poll(search, OPEN).toMatch(/^\d+$/);
  return search();
}

function pressKey(window: string, key: string): void {
  execFileSync('xdotool', ['windowfocus', '--sync', window, 'key', '--clearmodifiers', key]);
}

/** Presses Run until it is taken: it cannot be while the engine is still starting. */
async function pressRun(user: NormalUser, window: string): Promise<void> {
  const pressed = (): string => {
    if (!logOf(user).includes(' starts: 100 steps')) pressKey(window, 'F5');
    return logOf(user);
  };
  await expect.poll(pressed, { timeout: 60_000, interval: 1000 }).toContain(' starts: 100 steps');
}

/** The process of the window's page, once it is there. */
export async function untilPage(user: NormalUser): Promise<number> {
  const page = (): number | undefined =>
    user.processes().find((pid) => aboutProcess(pid, 'cmdline').includes('--type=renderer'));
  await expect.poll(page, OPEN).toBeDefined();
  return page() ?? 0;
}

export const dataOf = (user: NormalUser): string => path.join(user.home, '.config', 'Unroll');

export function logOf(user: NormalUser): string {
  const file = path.join(dataOf(user), 'logs', 'unroll.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The folder of the only experiment that the window trained. */
export function recorded(user: NormalUser): string {
  const runs = path.join(dataOf(user), 'runs');
  const [folder = '', ...others] = existsSync(runs) ? readdirSync(runs) : [];
  expect(others).toEqual([]);
  return path.join(runs, folder);
}

/** Waits until both lanes have trained to their end, and looks at what was recorded of them. */
export async function untilTrained(user: NormalUser): Promise<void> {
  await expect.poll(() => logOf(user).match(/ ended, done after 100 steps/g)?.length, TRAINED).toBe(2);
  const folder = recorded(user);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as unknown;
  expect(manifest).toMatchObject({ engine: 'xla', backend: 'tensorflow' });
  for (const lane of ['rnn', 'lstm']) {
    const trace = readFileSync(path.join(folder, lane, 'seed-1', 'trace.csv'), 'utf8');
    expect(trace.trim().split('\n')).toHaveLength(101);
  }
}

/** Waits until the log holds this many starts of the app. */
export async function untilStarts(user: NormalUser, count: number): Promise<void> {
  await expect.poll(() => logOf(user).match(/ starts: /g)?.length, OPEN).toBe(count);
}
