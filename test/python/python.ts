// The Python that test/python/run.mjs made.
import { spawnSync } from 'node:child_process';

/** @returns what it printed @throws with what it said where it fails */
export function python(args: readonly string[]): string {
  const program = process.env['UNROLL_TEST_PYTHON'];
  if (program === undefined) throw new Error('These tests need a Python environment: npm run test:python.');
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(`Python ended with ${status}: ${stderr.slice(-4000)}`);
  return stdout;
}
