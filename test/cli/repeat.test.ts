// The same experiment in two processes: every file of a run the same, byte for byte.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

const FILES = ['rnn', 'lstm'].flatMap((lane) =>
  ['trace.csv', 'weights.safetensors', 'prediction.csv'].map((name) => path.join(lane, 'seed-1', name)),
);

describe('unroll run, twice', () => {
  // Chunks are as long as the clock says: two processes hardly ever cut a run at the same steps.
  it('gives the same bits', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, {
      training: { steps: 3000, clip: { kind: 'norm', limit: 0.5 } },
      lanes: [
        { label: 'RNN', set: {} },
        { label: 'LSTM', set: { 'model.cell': 'lstm' } },
      ],
    });
    const [first, second] = [path.join(folder, 'a'), path.join(folder, 'b')];
    const digests: string[] = [];
    for (const out of [first, second]) {
      const ended = await unroll(['run', file, '--out', out, '--engine', 'xla', '--json']);
      expect(ended.code, ended.stderr).toBe(0);
      const report = jsonOf(ended);
      expect(report.engine).toBe('xla');
      expect(report.runs.map(({ steps }) => steps)).toEqual([3000, 3000]);
      digests.push(report.digest);
    }
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
    for (const name of FILES) {
      const [one, other] = [first, second].map((out) => readFileSync(path.join(out, name)));
      expect(other?.equals(one ?? Buffer.alloc(0)), name).toBe(true);
    }
  });
});
