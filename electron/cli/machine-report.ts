// What of this machine matters to training: native library, Electron, processor. Nothing is loaded here; the trainer host
// has tried, and its attempts say what came of it.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cpuFeatures } from '../../src-core/export/cpu-features';

const require = createRequire(import.meta.url);

export interface NativeLibrary {
  /** Folder of the tfjs-node package; null where it is not installed. */
  readonly folder: string | null;
  readonly version: string | null;
  /** Absolute paths of what has to be in it, and whether it is. */
  readonly files: readonly { readonly path: string; readonly exists: boolean }[];
}

export interface ElectronRuntime {
  /** Absolute path of the binary; null where none is unpacked. */
  readonly path: string | null;
  readonly version: string | null;
}

export interface Processor {
  readonly model: string;
  readonly cores: number;
  /** Instruction sets that decide which numeric kernels run; empty where the system does not tell. */
  readonly features: readonly string[];
}

export function nativeLibrary(env: NodeJS.ProcessEnv): NativeLibrary {
  const folder = env['UNROLL_TFJS_NODE'] ?? packageFolder('@tensorflow/tfjs-node');
  if (folder === null) return { folder, version: null, files: [] };
  const library = { win32: 'tensorflow.dll', darwin: 'libtensorflow.2.dylib' }[process.platform as string];
  const files = [
    path.join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'),
    path.join(folder, 'deps', 'lib', library ?? 'libtensorflow_cc.so.2'),
  ];
  return {
    folder,
    version: versionIn(path.join(folder, 'package.json')),
    files: files.map((file) => ({ path: file, exists: existsSync(file) })),
  };
}

/** @param root folder of the app's package.json */
export function electronRuntime(root: string, env: NodeJS.ProcessEnv): ElectronRuntime {
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    process.platform as string
  ];
  const folders = [
    env['ELECTRON_OVERRIDE_DIST_PATH'],
    path.join(root, 'node_modules', 'electron', 'dist'),
    path.join(root, '.runtime', 'electron'),
  ];
  const installed = installedApp(root);
  if (installed !== null) return installed;
  for (const folder of folders) {
    if (folder === undefined || !existsSync(path.join(folder, name ?? 'electron'))) continue;
    return { path: path.join(folder, name ?? 'electron'), version: electronVersion(folder) };
  }
  return { path: null, version: null };
}

/** The window's program of an installed app, whose resources hold `root`; null where this is a clone. */
function installedApp(root: string): ElectronRuntime | null {
  const folder = path.resolve(root, '..', '..');
  const program = path.join(folder, process.platform === 'win32' ? 'Unroll.exe' : 'unroll-app');
  return existsSync(program) ? { path: program, version: electronVersion(folder) } : null;
}

export function processor(): Processor {
  const cpus = os.cpus();
  return { model: cpus[0]?.model.trim() ?? 'unknown', cores: cpus.length, features: features() };
}

/** Electron's own releases carry their version in a file beside the binary. */
function electronVersion(folder: string): string | null {
  const file = path.join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

function packageFolder(name: string): string | null {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    // Not installed: that is the answer.
    return null;
  }
}

function versionIn(file: string): string | null {
  if (!existsSync(file)) return null;
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: unknown };
  return typeof version === 'string' ? version : null;
}

function features(): readonly string[] {
  return process.platform === 'linux' ? cpuFeatures(readFileSync('/proc/cpuinfo', 'utf8')) : [];
}
