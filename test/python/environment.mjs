// Python environments for tests and benchmark: virtual environments in the user's cache folder, pinned versions, plain pip.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../build/setup/site.mjs';

/**
 * @param {string} name of its folder
 * @returns {{ folder: string, python: string }} the virtual environment and its interpreter, there or not
 */
export function pythonEnvironment(name) {
  const folder = path.join(cacheFolder(process.env, process.platform), name);
  const program = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  return { folder, python: path.join(folder, ...program) };
}

/**
 * Makes the environment where it is not there, or its lists have changed. Ends this process with a sentence where it cannot.
 * @param {{ name: string, list: string, cudaList: string, versions: string }} wanted `list`: pip's, complete; `cudaList`:
 *   libraries to add where PyTorch does not load without them; `versions`: Python that prints what is installed
 * @returns {string} the interpreter
 */
export function makePythonEnvironment({ name, list, cudaList, versions }) {
  const { folder, python } = pythonEnvironment(name);
  const ready = path.join(folder, 'ready');
  const digest = digestOf([list, cudaList]);
  if (existsSync(ready) && readFileSync(ready, 'utf8') === digest) return python;
  const base = process.env['UNROLL_PYTHON'] || 'python3';
  rmSync(folder, { recursive: true, force: true });
  run(
    base,
    ['-m', 'venv', folder],
    `${base} could not make a virtual environment: install Python 3.11 or newer with venv.`,
  );
  install(python, list);
  if (!loadsTorch(python)) install(python, cudaList);
  run(python, ['-c', versions], 'What was installed does not load: see the message above.');
  // Written last: an interrupted attempt is never taken for a finished one.
  writeFileSync(ready, digest);
  return python;
}

/** The lists decide what the environment holds: another content, another environment. @param {readonly string[]} lists */
function digestOf(lists) {
  return lists.reduce((hash, list) => hash.update(readFileSync(list)), createHash('sha256')).digest('hex');
}

/** @param {string} python @param {string} list */
function install(python, list) {
  const args = ['-m', 'pip', 'install', '--no-deps', '--disable-pip-version-check', '--requirement', list];
  run(
    python,
    args,
    `pip could not install ${path.basename(list)}: see its message above, then run this again.`,
  );
}

/** @param {string} python */
function loadsTorch(python) {
  return spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs a program with its output shown. Ends this one with a sentence when it fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} otherwise
 */
function run(program, args, otherwise) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${otherwise} (${error?.message ?? `${program} ended with code ${status}`})`);
  process.exit(1);
}
