// The manifest of a sweep: where on the grid every lane lies.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openExperimentFolder } from '../../electron/runs/experiment-folder';
import { articleExperiment } from '../../src-core/experiment/article';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { temporaryFolder } from '../trainer/temporary-folder';

it('says of every lane of a sweep where on the grid it lies', async () => {
  const dir = temporaryFolder();
  const sweep = { 'model.layers': [1, 2], 'training.clip': [{ kind: 'none' }, { kind: 'norm' }] };
  const opened = openExperimentFolder({ dir, experiment: { ...articleExperiment(), sweep }, mode: 'new' });
  if (opened.kind !== 'opened') throw new Error(opened.message);
  await opened.folder.close();
  const read = parseManifest(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  if (read.kind === 'refused') throw new Error(read.why);
  const { sweep: grid, runs } = read.manifest;
  expect(grid?.axes).toEqual(Object.entries(sweep).map(([at, values]) => ({ path: at, values })));
  expect(grid?.lanes['rnn-layers-2-clip-norm']).toEqual({ lane: 'RNN', point: [1, 1] });
  expect(new Set(Object.keys(grid?.lanes ?? {}))).toEqual(
    new Set(runs.map(({ folder }) => folder.split('/')[0])),
  );
});
