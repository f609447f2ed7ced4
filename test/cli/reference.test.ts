// Every recorded trace of PyTorch, followed by every engine through the command line, from the same weights.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTraceRow } from '../../src-core/export/trace-csv';
import { buildBundles, ROOT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { REFERENCE_NAMES, referenceTrace } from '../training/reference-traces';
import { jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

const ENGINES = [
  ['xla', 'tensorflow'],
  ['graph', 'tensorflow'],
  ['eager', 'tensorflow'],
  ['eager', 'wasm'],
  ['eager', 'cpu'],
] as const;

const rowsOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
const distance = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);

async function train(name: string, engine: string, backend: string) {
  const folder = temporaryFolder();
  const { settings } = referenceTrace(name);
  const file = path.join(folder, 'reference.unroll.json');
  const lanes = [{ label: 'Reference', set: {} }];
  writeFileSync(file, JSON.stringify({ format: 'unroll-experiment', version: 1, ...settings, lanes }));
  const out = path.join(folder, 'out');
  const weights = path.join(ROOT, 'test', 'reference', `${name}.safetensors`);
  const force = ['--engine', engine, '--backend', backend];
  const ended = await unroll(['run', file, '--out', out, '--weights', weights, '--json', ...force]);
  expect(ended.code, ended.stderr).toBe(0);
  expect(jsonOf(ended)).toMatchObject({ engine, backend });
  const run = path.join(out, 'reference', 'seed-1');
  return {
    trace: rowsOf(path.join(run, 'trace.csv')).map((line) => readTraceRow(line)),
    prediction: rowsOf(path.join(run, 'prediction.csv')).map((line) => Number(line.split(',')[3])),
  };
}

describe.each(ENGINES)('unroll run on %s, %s', (engine, backend) => {
  it.each(REFERENCE_NAMES)('follows %s', async (name) => {
    const { loss, gradNorm, lastPrediction } = referenceTrace(name);
    const { trace, prediction } = await train(name, engine, backend);
    expect(trace).toHaveLength(loss.length);
    const off = trace.map((row, step) => ({
      loss: distance(row?.loss ?? NaN, loss[step] ?? NaN),
      absolute: Math.abs((row?.loss ?? NaN) - (loss[step] ?? NaN)),
      norm: distance(row?.gradNorm ?? NaN, gradNorm[step] ?? NaN),
    }));
    const first = off.slice(0, 30);
    expect(Math.max(...first.map((step) => step.loss))).toBeLessThan(2e-4);
    expect(Math.max(...first.map((step) => step.norm))).toBeLessThan(2e-4);
    expect(off.filter((step) => !(step.loss < 0.01 || step.absolute < 1e-5))).toEqual([]);
    prediction.forEach((value, t) => expect(value).toBeCloseTo(lastPrediction[t] ?? NaN, 3));
  });
});
