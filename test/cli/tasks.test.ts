// The tasks beyond sin → cos, from a file to what is reported and recorded of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvaluations } from '../../src-core/export/evaluation-csv';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, unroll } from './unroll';

beforeAll(buildBundles);

const COPY = {
  task: { kind: 'copy', timeStep: 25 },
  model: { cell: 'gru', hiddenSize: 12 },
  training: { steps: 600, batchSize: 4, carryState: false, loss: { kind: 'cross-entropy', on: 'every' } },
};

describe('unroll run', () => {
  it('reports what a run comes to on sequences it is not trained on, beside the baseline', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const { code, stdout, stderr } = await unroll(['run', experimentFile(folder, COPY), '--out', out]);
    expect(code, stderr).toBe(0);
    const [heading = '', row = ''] = stdout.split('\n');
    expect(heading).toMatch(/lane +seed +status +steps +final loss +hold-out +accuracy +baseline +µs\/step/);
    expect(row).toContain(String(Number(((10 * Math.log(8)) / 25).toPrecision(4))));

    const evaluations = readEvaluations(readFileSync(path.join(out, 'gru/seed-1/evaluation.csv'), 'utf8'));
    expect([evaluations[0]?.step, evaluations.at(-1)?.step]).toEqual([0, 600]);
    expect(evaluations[0]?.loss).toBeGreaterThan(evaluations.at(-1)?.loss ?? NaN);

    const again = await unroll([
      'run',
      '--json',
      experimentFile(folder, COPY),
      '--out',
      path.join(folder, '2'),
    ]);
    const [run] = (JSON.parse(again.stdout) as { readonly runs: readonly object[] }).runs;
    expect(run).toMatchObject({ baseline: (10 * Math.log(8)) / 25, freeRunLoss: null });
    const { holdOutLoss, accuracy } = run as Record<string, number>;
    expect(Math.fround(holdOutLoss ?? NaN)).toBe(evaluations.at(-1)?.loss);
    expect(Math.fround(accuracy ?? NaN)).toBe(evaluations.at(-1)?.accuracy);
    expect((await unroll(['verify', out])).code).toBe(0);
  });

  it('tells what goes with a task where a file says something else', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { task: { kind: 'temporal-order', timeStep: 50 } });
    const { code, stderr } = await unroll(['run', file, '--out', path.join(folder, 'out')]);
    expect(code).toBe(2);
    expect(stderr).toContain('expected cross-entropy (its targets are classes) with the task temporal-order');
    expect(stderr).toContain('expected last (it is answered at the last point)');
  });
});
