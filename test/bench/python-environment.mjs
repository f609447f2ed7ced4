// Where the Python environment of the benchmark lies: python-env.mjs makes it, the peers run in it.
import path from 'node:path';
import { cacheFolder } from '../../build/setup/site.mjs';

/** @returns {{ folder: string, python: string }} the virtual environment and its interpreter, there or not */
export function pythonEnvironment() {
  const folder = path.join(cacheFolder(process.env, process.platform), 'bench-python');
  const program = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  return { folder, python: path.join(folder, ...program) };
}
