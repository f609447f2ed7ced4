// What the command line does for a person, wherever it is installed: train on compiled programs, export a chart and a model.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { articleExperiment } from '../../../src-core/experiment/article';
import { experimentText } from '../../../src-core/experiment/experiment-text';
import type { Ended, NormalUser } from './normal-user';

/** The article's experiment with an RNN and an LSTM. @returns path of its file */
export function twoLanes(folder: string): string {
  const file = path.join(folder, 'rnn and lstm.unroll.json');
  const lanes = [
    { label: 'RNN', set: {} },
    { label: 'LSTM', set: { 'model.cell': 'lstm' } },
  ];
  writeFileSync(file, experimentText({ ...articleExperiment(), lanes }));
  return file;
}

/** Few steps on the data that come along. @returns path of its file */
function sample(folder: string): string {
  const file = path.join(folder, 'sunspots.unroll.json');
  const columns = { path: 'sample:sunspots.csv', input: 'SUNACTIVITY', target: 'SUNACTIVITY' };
  const experiment = {
    format: 'unroll-experiment',
    version: 1,
    task: { kind: 'csv', ...columns },
    training: { steps: 20 },
  };
  writeFileSync(file, JSON.stringify(experiment));
  return file;
}

/** @param unroll as a person would call it */
export function useCommandLine(user: NormalUser, unroll: string, folder: string): void {
  const call = (...args: string[]): Ended => {
    const ended = user.run(unroll, args, folder);
    expect(ended.code, `unroll ${args.join(' ')}\n${ended.stderr}`).toBe(0);
    return ended;
  };
  expect(JSON.parse(call('doctor', '--json').stdout)).toMatchObject({
    engine: { engine: 'xla', backend: 'tensorflow' },
  });
  const { stdout } = call('run', twoLanes(folder), '--out', 'results', '--json');
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    engine: 'xla',
    backend: 'tensorflow',
    runs: [
      { lane: 'RNN', status: 'done', steps: 100 },
      { lane: 'LSTM', status: 'done', steps: 100 },
    ],
  });
  call('run', sample(folder), '--out', 'sample');
  call('export', 'results', '--run', 'lstm/seed-1', '--format', 'onnx', '--out', 'lstm.onnx');
  // Four gates of 32 units, each with as many recurrent weights.
  expect(statSync(path.join(folder, 'lstm.onnx')).size).toBeGreaterThan(4 * 32 * 32 * 4);
  const beginnings = { svg: '<', png: '\x89PNG', pdf: '%PDF' } as const;
  for (const [format, beginning] of Object.entries(beginnings)) {
    const file = `loss.${format}`;
    call('export', 'results', '--chart', 'loss', '--format', format, '--out', file);
    const bytes = readFileSync(path.join(folder, file));
    expect(bytes.subarray(0, beginning.length).toString('latin1'), file).toBe(beginning);
  }
  call('verify', 'results');
  const slow = call('doctor', '--backend', 'wasm', '--json');
  expect(JSON.parse(slow.stdout)).toMatchObject({ engine: { backend: 'wasm' } });
}
