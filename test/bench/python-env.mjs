// Makes the Python environment of the peers pytorch and jax: node test/bench/python-env.mjs
// A virtual environment in the user's cache folder, pinned versions, plain pip. Run again: says that it is ready.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from './python-environment.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { folder, python } = pythonEnvironment();
const ready = path.join(folder, 'ready');
const lists = ['requirements.txt', 'requirements-cuda.txt'].map((name) => path.join(here, name));

/** The lists decide what the environment holds: another content, another environment. */
const wanted = lists
  .reduce((hash, list) => hash.update(readFileSync(list)), createHash('sha256'))
  .digest('hex');

/** Runs a program with its output shown. Ends this one with a sentence when it fails. */
function run(program, args, otherwise) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${otherwise} (${error?.message ?? `${program} ended with code ${status}`})`);
  process.exit(1);
}

function loads(module) {
  return spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

function install(list) {
  const args = ['-m', 'pip', 'install', '--no-deps', '--disable-pip-version-check', '--requirement', list];
  run(
    python,
    args,
    `pip could not install ${path.basename(list)}: see its message above, then run this again.`,
  );
}

function make() {
  const base = process.env.UNROLL_PYTHON || 'python3';
  rmSync(folder, { recursive: true, force: true });
  run(
    base,
    ['-m', 'venv', folder],
    `${base} could not make a virtual environment: install Python 3.11 or newer with venv.`,
  );
  install(lists[0]);
  if (!loads('torch')) install(lists[1]);
  const versions = 'import jax, torch; print(f"JAX {jax.__version__}, PyTorch {torch.__version__}")';
  run(python, ['-c', versions], 'JAX or PyTorch does not load: see its message above.');
  // Written last: an interrupted attempt is never taken for a finished one.
  writeFileSync(ready, wanted);
}

if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted)
  console.log('The Python environment is ready.');
else make();
console.log(folder);
