import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { hiddenSizeNearest } from '../../src-core/experiment/match-parameters';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { defaultSettings } from '../../src-core/experiment/read-settings';
import { countParameters } from '../../src-core/experiment/size-estimate';
import type { Settings } from '../../src-core/experiment/experiment';

const HEADER = { format: 'unroll-experiment', version: 1 };
const MATCHES = (label: string) => ({ 'model.hiddenSize': { matchParameters: label } });

function parsed(file: object) {
  return parseExperiment({ ...HEADER, ...file });
}

function resolved(file: object) {
  const result = parsed(file);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  const lanes = resolveLanes(result.experiment);
  if (lanes.kind === 'refused') throw new Error(JSON.stringify(lanes.problems));
  return { experiment: result.experiment, lanes: lanes.lanes };
}

function problemsOf(file: object) {
  const result = parsed(file);
  return result.kind === 'refused' ? result.problems : [];
}

function withModel(change: Partial<Settings['model']>): Settings {
  const settings = defaultSettings();
  return { ...settings, model: { ...settings.model, ...change } };
}

describe('matchParameters', () => {
  it('gives an RNN as many parameters as an LSTM, and says how many', () => {
    const lstm = { label: 'LSTM', set: { 'model.cell': 'lstm' } };
    const { experiment, lanes } = resolved({ lanes: [{ label: 'RNN', set: MATCHES('LSTM') }, lstm] });
    // An LSTM of 32 units: 4·32·(1 + 32 + 2) + 32 + 1 = 4513. An RNN of H units: H² + 4H + 1: 4486 at 65, 4621 at 66.
    expect(lanes.map(({ settings, parameterCount }) => [settings.model.hiddenSize, parameterCount])).toEqual([
      [65, 4486],
      [32, 4513],
    ]);
    expect(lanes.map(({ matches }) => matches)).toEqual(['LSTM', null]);
    expect(experiment.lanes[0]?.set).toEqual(MATCHES('LSTM'));
  });

  it('finds the nearest count of all sizes, the smaller of two as near', () => {
    const cells = fc.constantFrom('rnn', 'lstm', 'gru');
    const models = fc.record({
      cell: cells,
      layers: fc.integer({ min: 1, max: 3 }),
      bidirectional: fc.boolean(),
      normalization: fc.constantFrom('none', 'layer', 'batch'),
    });
    fc.assert(
      fc.property(models, fc.integer({ min: 1, max: 40_000 }), (model, target) => {
        const settings = withModel(model as Partial<Settings['model']>);
        const distance = (hiddenSize: number) =>
          Math.abs(countParameters({ ...settings, model: { ...settings.model, hiddenSize } }) - target);
        const found = hiddenSizeNearest(settings, target);
        let best = 1;
        for (let size = 2; size <= 210; size += 1) if (distance(size) < distance(best)) best = size;
        expect(found).toBe(best);
      }),
    );
  });

  it('takes a lane that matches another in its turn', () => {
    const { lanes } = resolved({
      lanes: [
        { label: 'A', set: { 'model.cell': 'gru', ...MATCHES('B') } },
        { label: 'B', set: MATCHES('C') },
        { label: 'C', set: { 'model.cell': 'lstm' } },
      ],
    });
    expect(lanes.map(({ settings }) => settings.model.hiddenSize)).toEqual([37, 65, 32]);
  });

  it('may be what all lanes share, but for the one they match', () => {
    const { experiment, lanes } = resolved({
      model: { hiddenSize: { matchParameters: 'LSTM' } },
      lanes: [{ label: 'RNN' }, { label: 'LSTM', set: { 'model.cell': 'lstm', 'model.hiddenSize': 8 } }],
    });
    expect(lanes.map(({ parameterCount }) => parameterCount)).toEqual([
      countParameters(withModel({ hiddenSize: lanes[0]?.settings.model.hiddenSize ?? 0 })),
      countParameters(withModel({ cell: 'lstm', hiddenSize: 8 })),
    ]);
    expect(experiment.model.hiddenSize).toEqual({ matchParameters: 'LSTM' });
  });

  it('matches the lane at the same point of a sweep', () => {
    const { lanes } = resolved({
      lanes: [
        { label: 'RNN', set: MATCHES('LSTM') },
        { label: 'LSTM', set: { 'model.cell': 'lstm' } },
      ],
      sweep: { 'model.layers': [1, 2] },
    });
    const counts = lanes.map(({ parameterCount }) => parameterCount);
    expect(Math.abs((counts[0] ?? 0) - (counts[2] ?? 0))).toBeLessThan(100);
    expect(Math.abs((counts[1] ?? 0) - (counts[3] ?? 0))).toBeLessThan(400);
  });

  it.each([
    [
      'a label that no lane has',
      'LSMT',
      { expected: 'the label of another lane: did you mean LSTM?', got: '"LSMT"' },
    ],
    ['itself', 'RNN', { expected: 'the label of another lane (no lane can match itself)', got: '"RNN"' }],
  ])('is refused for %s', (_, label, problem) => {
    const lanes = [
      { label: 'RNN', set: MATCHES(label) },
      { label: 'LSTM', set: { 'model.cell': 'lstm' } },
    ];
    expect(problemsOf({ lanes })).toEqual([
      { path: 'lanes[0].set["model.hiddenSize"].matchParameters', ...problem },
    ]);
  });

  it('is refused in circles', () => {
    const lanes = [
      { label: 'A', set: MATCHES('B') },
      { label: 'B', set: MATCHES('A') },
    ];
    expect(problemsOf({ lanes })).toEqual([
      {
        path: 'lanes[0].set["model.hiddenSize"].matchParameters',
        expected: 'a lane that does not depend on this one (A matches B matches A)',
        got: '"A"',
      },
      {
        path: 'lanes[1].set["model.hiddenSize"].matchParameters',
        expected: 'a lane that does not depend on this one (B matches A matches B)',
        got: '"B"',
      },
    ]);
  });

  it('is refused where there is no other lane', () => {
    expect(problemsOf({ model: { hiddenSize: { matchParameters: 'LSTM' } } })).toEqual([
      {
        path: 'model.hiddenSize.matchParameters',
        expected: 'the label of another lane, and there is none',
        got: '"LSTM"',
      },
    ]);
  });
});
