// Makes the Python environment of the peers pytorch and jax: node test/bench/python-env.mjs
// Run again: says that it is ready.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePythonEnvironment } from '../python/environment.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const python = makePythonEnvironment({
  name: 'bench-python',
  list: path.join(here, 'requirements.txt'),
  cudaList: path.join(here, 'requirements-cuda.txt'),
  versions: 'import jax, torch; print(f"JAX {jax.__version__}, PyTorch {torch.__version__}")',
});
console.log(`The Python environment is ready: ${python}`);
