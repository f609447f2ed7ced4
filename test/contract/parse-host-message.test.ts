import { describe, expect, it } from 'vitest';
import { parseHostCommand, parseHostEvent } from '../../src-core/contract/parse-host-message';
import { articleExperiment } from '../../src-core/experiment/article';

const { task, model, training } = articleExperiment();
const job = {
  runId: 'a',
  lane: 'RNN',
  seed: 1,
  settings: { task, model, training },
  weights: [{ name: 'out.bias', shape: [1], values: new Float32Array(1) }],
  data: { input: new Float64Array(3), target: new Float64Array(3) },
  from: {
    step: 3,
    trainedMs: 12,
    tensors: [{ name: 'parameters', shape: [1], values: new Float32Array(1) }],
  },
  adjustments: [{ step: 2, learningRate: 0.01, clipLimit: null }],
  pace: { kind: 'paced', stepsPerSecond: 20 },
  folder: '/runs/rnn/seed-1',
};
const chunk = {
  kind: 'chunk',
  runId: 'a',
  firstStep: 0,
  count: 1,
  ...Object.fromEntries(
    [
      'loss',
      'gradNorm',
      'gradNormClipped',
      'learningRate',
      'flow',
      'parameterNorms',
      'saturation',
      'input',
      'target',
      'prediction',
    ].map((name) => [name, new Float32Array(1)]),
  ),
  detailSteps: new Int32Array(1),
  elapsedMs: 1.5,
};

describe('parseHostCommand', () => {
  it.each([
    { kind: 'prepare', choice: { engine: 'auto', backend: 'wasm' }, ruledOut: [], first: true, lane: null },
    { kind: 'start', job },
    { kind: 'stop', runId: 'a', status: 'stopped' },
    { kind: 'adjust', runId: 'a', change: { learningRate: 0.1, clipLimit: null } },
    { kind: 'shutdown' },
  ])('passes a $kind that fits', (command) => {
    expect(parseHostCommand(command)).toEqual(command);
  });

  it.each([
    [
      { kind: 'prepare', choice: { engine: 'warp', backend: 'auto' }, ruledOut: [], first: true, lane: null },
      'choice',
    ],
    [{ kind: 'start', job: { ...job, seed: -1 } }, 'as job'],
    [{ kind: 'start', job: { ...job, data: { input: [1], target: [1] } } }, 'as job'],
    [{ kind: 'start', job: { ...job, weights: [{ name: 'a', shape: [1], values: [1] }] } }, 'as job'],
    [{ kind: 'start', job: { ...job, from: { step: 0.5, trainedMs: 0, tensors: [] } } }, 'as job'],
    [{ kind: 'pace', runId: 'a', pace: { kind: 'paced', stepsPerSecond: 0 } }, 'above 0'],
    [{ kind: 'adjust', runId: 'a', change: { learningRate: -1 } }, 'learningRate or clipLimit above 0'],
    [{ kind: 'adjust', runId: 'a', change: { clipLimit: 0 } }, 'learningRate or clipLimit above 0'],
    [{ kind: 'stop', runId: 'a', status: 'done' }, 'one of stopped, interrupted'],
    [{ kind: 'reboot' }, "got 'reboot'"],
    [{ kind: '__proto__' }, "got '__proto__'"],
    [null, 'got null'],
    ['stop', 'got "stop"'],
  ])('refuses %j', (command, reason) => {
    expect(() => parseHostCommand(command)).toThrow(reason);
  });
});

describe('parseHostEvent', () => {
  it('passes a chunk that went through a structured clone', () => {
    expect(parseHostEvent(structuredClone(chunk))).toEqual(chunk);
  });

  it.each([
    [{ ...chunk, loss: [0.5] }, 'a Float32Array as loss'],
    [{ ...chunk, count: 0.5 }, 'a whole number from 0 as count'],
    [{ ...chunk, runId: undefined }, 'text as runId, got undefined'],
    [{ kind: 'run-ended', runId: 'a', status: 'fine' }, 'as status'],
  ])('refuses %#', (event, reason) => {
    expect(() => parseHostEvent(event)).toThrow(reason);
  });
});
