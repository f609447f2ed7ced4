// Every export of every network, loaded by its own ecosystem: what PyTorch computed in float64 comes out.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { exportModel } from '../../src-core/export/export-model';
import { writeExport } from '../../electron/runs/write-export';
import { MODEL_CASES, STATE_TOLERANCE, TOLERANCE, hostilelyNamed, modelCase } from '../export/model-cases';
import { python } from './python';

const SUFFIX = {
  safetensors: '.safetensors',
  onnx: '.onnx',
  'saved-model': '-saved-model',
  pytorch: '-pytorch',
} as const;
const FORMATS = Object.keys(SUFFIX) as readonly (keyof typeof SUFFIX)[];

type Differences = Readonly<Record<string, { readonly prediction: number; readonly state: number } | null>>;

let found: Readonly<Record<string, Differences>> = {};

beforeAll(() => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-python-'));
  const cases = MODEL_CASES.map((name) => {
    const { model, input, initial, expected } = modelCase(name);
    for (const format of FORMATS) {
      const exported = exportModel(format, { ...hostilelyNamed(model), steps: 1 });
      if (exported.kind === 'refused') throw new Error(exported.why);
      writeExport(path.join(folder, `${name}${SUFFIX[format]}`), exported);
    }
    return { name, model: model.settings.model, input, initial, expected };
  });
  const plain = (_key: string, value: unknown): unknown =>
    value instanceof Float32Array ? [...value] : value;
  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(cases, plain));
  found = JSON.parse(
    python([path.join(import.meta.dirname, 'check_exports.py'), folder])
      .trimEnd()
      .split('\n')
      .at(-1) ?? '',
  ) as typeof found;
  rmSync(folder, { recursive: true });
});

describe.each(FORMATS)('exported as %s', (format) => {
  it.each(MODEL_CASES)('%s predicts what PyTorch predicts', (name) => {
    const differences = found[name]?.[format];
    // Weights alone are those of a module of torch.nn, which has no normalization.
    const isLoaded = format !== 'safetensors' || !/-(layer|batch)$/.test(name);
    expect(differences === null).toBe(!isLoaded);
    if (!differences) return;
    expect(differences.prediction).toBeLessThan(TOLERANCE);
    expect(differences.state).toBeLessThan(STATE_TOLERANCE);
  });
});
