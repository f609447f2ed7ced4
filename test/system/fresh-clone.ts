// A clone of this working tree with an empty home and an empty cache, and ways to run its commands.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface FreshClone {
  readonly root: string;
  readonly home: string;
  readonly cache: string;
  /** Home and cache of its own; what the machine says about its registries stays. */
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The files git knows or would add, as they are now: what is tested is what is about to be committed. */
export function freshClone(): FreshClone {
  const folder = mkdtempSync(path.join(tmpdir(), 'unroll system '));
  const root = path.join(folder, 'clone');
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const name of new Set(listed.split('\0').filter((entry) => entry !== ''))) {
    if (!existsSync(path.join(ROOT, name))) continue;
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    copyFileSync(path.join(ROOT, name), path.join(root, name));
  }
  return {
    root,
    home,
    cache: path.join(home, '.cache', 'unroll'),
    env: cleanEnvironment(home),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts a command in the clone, in a process group of its own, without a terminal. */
export function start(
  clone: FreshClone,
  command: string,
  args: readonly string[],
  env = clone.env,
): ChildProcess {
  return spawn(command, args, { cwd: clone.root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

export function run(
  clone: FreshClone,
  command: string,
  args: readonly string[],
  env = clone.env,
): Promise<Ended> {
  return ended(start(clone, command, args, env));
}

/** The variables npm sets for its scripts would make the clone's npm believe it runs in ours. */
function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const ours = /^npm_(package|lifecycle|command|node_execpath|config_(local_prefix|prefix|cache|loglevel))/;
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !ours.test(name) && !['INIT_CWD', 'XDG_CACHE_HOME', 'DISPLAY', 'WAYLAND_DISPLAY'].includes(name),
  );
  return { ...Object.fromEntries(kept), HOME: home };
}
