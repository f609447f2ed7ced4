// Debian's side: the package is installed and purged, and what of the system it is linked against.
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, openSync, readSync, closeSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

export const FOLDER = '/opt/unroll';
export const APP = path.join(FOLDER, 'unroll-app');
/** Where packages put what belongs to the whole system. */
const SYSTEM = ['/etc', '/opt', '/usr', '/var/lib/dpkg/info'];

export function install(deb: string): void {
  execFileSync('dpkg', ['--install', deb], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Purges the package, where it is installed. */
export function purge(): void {
  if (statusOf('unroll') !== undefined) execFileSync('dpkg', ['--purge', 'unroll'], { stdio: 'ignore' });
}

/** Debian's words for how a package stands; undefined for one it does not know. */
export function statusOf(name: string): string | undefined {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/** Paths of all files and folders of the system; without what others than packages put there. */
export function systemFiles(): ReadonlySet<string> {
  const others = ['-path', '/usr/local', '-prune', '-o', '-print0'];
  const found = execFileSync('find', [...SYSTEM, ...others], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return new Set(found.split('\0'));
}

/** Programs and libraries in a folder, by what they begin with. */
export function elfFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => lstatSync(file).isFile() && startOf(file) === '\x7fELF');
}

function startOf(file: string): string {
  const bytes = Buffer.alloc(4);
  const handle = openSync(file, 'r');
  readSync(handle, bytes);
  closeSync(handle);
  return bytes.toString('latin1');
}

export interface Linked {
  /** Libraries that the system's loader does not find. */
  readonly missing: readonly string[];
  /** Debian packages of those it is linked against directly; without those that lie in the app. */
  readonly packages: readonly string[];
}

export function linkedAgainst(file: string): Linked {
  const tool = (command: string, ...args: string[]): string =>
    spawnSync(command, [...args, file], { encoding: 'utf8' }).stdout;
  const resolved = tool('ldd');
  const needed = [...tool('readelf', '-d').matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name = '']) => name);
  const found = needed.flatMap((name) => {
    const line = resolved.split('\n').find((text) => text.trim().startsWith(`${name} `)) ?? '';
    const target = /=> (\/\S.*?) \(0x/.exec(line)?.[1];
    // The loader itself has no arrow.
    return target ?? (name.startsWith('ld-linux') ? `/lib64/${name}` : []);
  });
  return {
    missing: resolved.split('\n').filter((line) => line.includes('not found')),
    packages: found.filter((target) => !target.startsWith(`${FOLDER}/`)).map(owner),
  };
}

const owners = new Map<string, string>();

/** The package that holds a file, which is asked of Debian once. */
function owner(file: string): string {
  const known = owners.get(file) ?? findOwner(file);
  owners.set(file, known);
  return known;
}

/** Since /usr was merged, the list of a package may name a file by either path. */
function findOwner(file: string): string {
  const real = realpathSync(file);
  for (const name of [real, real.replace(/^\/usr/, ''), file]) {
    const { status, stdout } = spawnSync('dpkg', ['-S', name], { encoding: 'utf8' });
    if (status === 0) return stdout.split(':')[0] ?? '';
  }
  throw new Error(`No package holds ${file}.`);
}
