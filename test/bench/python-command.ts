// Which Python runs the Python peers.
import { existsSync } from 'node:fs';
import { pythonEnvironment } from '../python/environment.mjs';

/** `UNROLL_BENCH_PYTHON`, else the environment made by python-env.mjs, else whatever `python3` is. */
export function pythonCommand(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['UNROLL_BENCH_PYTHON'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const { python } = pythonEnvironment('bench-python');
  return existsSync(python) ? python : 'python3';
}
