// `npm run test:python`: makes a Python environment with the libraries that read exports, then runs the tests of this folder.
// `npm run test:python -- <filter>` runs those whose file matches.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePythonEnvironment } from './environment.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '..', '..');
const python = makePythonEnvironment({
  name: 'test-python',
  list: path.join(here, 'requirements.txt'),
  // The same PyTorch as the benchmark's, and so the same libraries.
  cudaList: path.join(here, '..', 'bench', 'requirements-cuda.txt'),
  versions:
    'import onnx, onnxruntime, safetensors, tensorflow, torch; ' +
    'print(*(f"{m.__name__} {m.__version__}" for m in (onnx, onnxruntime, safetensors, tensorflow, torch)), sep=", ")',
});
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'python', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, UNROLL_TEST_PYTHON: python } },
);
process.exitCode = status ?? 1;
