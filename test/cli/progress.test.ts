import { describe, expect, it } from 'vitest';
import { Progress } from '../../electron/cli/progress';
import { bar, durationText } from '../../electron/cli/progress-text';
import type { Terminal } from '../../electron/cli/terminal';
import type { RunEvent } from '../../src-core/contract/run-event';

const none = new Float32Array();

const started: Extract<RunEvent, { kind: 'run-started' }> = {
  kind: 'run-started',
  runId: 'a',
  lane: 'RNN',
  seed: 3,
  engine: { engine: 'eager', backend: 'wasm', attempts: [], versions: { tfjs: '4', tensorflow: null } },
  firstStep: 0,
  steps: 1000,
  timeStep: 10,
  inputSize: 1,
  outputSize: 1,
  task: 'sine-cosine',
  baseline: null,
  parameterCount: 1153,
  flowColumns: [],
  parameterNames: [],
  saturationColumns: [],
  detailEvery: 1,
  compileMs: 0,
};

function chunk(firstStep: number, loss: number, runId = 'a'): RunEvent {
  const scalars = Float32Array.of(loss);
  return {
    kind: 'chunk',
    runId,
    firstStep,
    count: 1,
    loss: scalars,
    gradNorm: scalars,
    gradNormClipped: scalars,
    learningRate: scalars,
    detailSteps: new Int32Array(),
    flow: none,
    parameterNorms: none,
    saturation: none,
    input: none,
    target: none,
    prediction: none,
    elapsedMs: 1,
  };
}

const failed: Extract<RunEvent, { kind: 'run-ended' }> = {
  kind: 'run-ended',
  runId: 'a',
  status: 'failed',
  steps: 10,
  finalLoss: 1,
  usPerStep: null,
  compileMs: 0,
  divergedAt: null,
  failure: { kind: 'worker-threw', message: 'It threw.', stack: null },
  folder: null,
};

/** What is written while the events come, each at its time in milliseconds. */
function written(
  isInteractive: boolean,
  timed: readonly (readonly [number, RunEvent])[],
  runs = 1,
): readonly string[] {
  const lines: string[] = [];
  let now = 0;
  const terminal: Terminal = {
    result: (line) => lines.push(`result: ${line}`),
    say: (line) => lines.push(`say: ${line}`),
    status: (shown) =>
      lines.push(...(shown.length === 0 ? ['cleared'] : shown.map((line) => `status: ${line}`))),
    isInteractive,
    columns: 80,
    resolve: (file) => file,
  };
  const progress = new Progress(terminal, () => now);
  progress.expect(runs);
  for (const [at, event] of timed) {
    now = at;
    progress.follow(event);
  }
  return lines;
}

describe('Progress', () => {
  it('moves one line on a terminal, at most ten times a second, its figures in place', () => {
    const lines = written(true, [
      [0, started],
      [50, chunk(4, 0.25)],
      [1000, chunk(9, 0.123456)],
      [1050, chunk(10, 0.1)],
      [50_000, chunk(499, NaN)],
      [50_100, failed],
    ]);
    expect(lines[0]).toBe('say: RNN seed 3: 1000 steps, 1153 parameters, eager on wasm');
    const moving = lines.filter((line) => line.startsWith('status: RNN'));
    expect(moving).toHaveLength(3);
    expect(moving[0]).toMatch(/ 0 % {2}step {4}0\/1000 {2}loss +$/);
    expect(moving[1]).toMatch(/step {3}10\/1000 {2}loss 0\.1235 +1 min 39 s left$/);
    expect(moving[2]).toMatch(/step {2}500\/1000 {2}loss NaN +50 s left$/);
    expect(new Set(moving.map((line) => line.length)).size).toBe(1);
    expect(moving[0]?.length).toBeLessThan('status: '.length + 80);
    expect(lines.slice(-2)).toEqual(['cleared', 'say: It threw.']);
  });

  it('shows the end of a run that is over before it is time to draw', () => {
    const lines = written(true, [
      [0, started],
      [50, chunk(499, 0.2)],
      [90, chunk(999, 0.1)],
    ]);
    const moving = lines.filter((line) => line.startsWith('status: RNN'));
    expect(moving).toHaveLength(2);
    expect(moving[1]).toMatch(/ 100 % {2}step 1000\/1000 {2}loss 0\.1000 +0 s left$/);
  });

  it('writes a plain line every five seconds elsewhere', () => {
    const lines = written(false, [
      [0, started],
      [1000, chunk(9, 0.1)],
      [5000, chunk(99, 0.1)],
      [9999, chunk(199, 0.1)],
      [10_000, chunk(199, 0.1)],
    ]);
    expect(lines.filter((line) => line.includes('left'))).toEqual([
      expect.stringMatching(/^say: RNN seed 3 {2}step {2}100\/1000 .* 45 s left$/),
      expect.stringMatching(/^say: RNN seed 3 {2}step {2}200\/1000 .* 40 s left$/),
    ]);
  });
});

describe('Progress of several runs at once', () => {
  const other = { ...started, runId: 'b', lane: 'LSTM', seed: 10 };

  it('moves a line for each that trains and one for all, under each other', () => {
    const lines = written(
      true,
      [
        [0, started],
        [10, other],
        [1000, chunk(499, 0.25)],
        [1100, chunk(249, 0.5, 'b')],
        [1110, { ...failed, status: 'done', failure: null }],
        [1300, chunk(999, 0.5, 'b')],
        [1310, { ...failed, runId: 'b' }],
      ],
      4,
    );
    expect(lines.filter((line) => line.startsWith('say: '))).toEqual([
      'say: RNN: 1000 steps, 1153 parameters, eager on wasm',
      'say: LSTM: 1000 steps, 1153 parameters, eager on wasm',
      'say: LSTM seed 10: It threw.',
    ]);
    const drawn = lines.slice(
      lines.findLastIndex((line) => line.startsWith('status: RNN')),
      -1,
    );
    expect(drawn).toEqual([
      expect.stringMatching(/^status: RNN seed 3 {4}\[.* {2}50 % {2}step {2}500\/1000 .* 2 s left$/),
      expect.stringMatching(/^status: LSTM seed 10 {2}\[.* {2}25 % {2}step {2}250\/1000 .* 4 s left$/),
      expect.stringMatching(/^status: all {11}\[.* {2}18 % {2}0 of 4 runs ended +5 s left$/),
      expect.stringMatching(/^status: LSTM seed 10 {2}\[.* 100 % /),
      expect.stringMatching(/^status: all {11}\[.* {2}50 % {2}1 of 4 runs ended +2 s left$/),
    ]);
  });

  it('tells plainly of each and of all every five seconds elsewhere', () => {
    const lines = written(
      false,
      [
        [0, started],
        [0, other],
        [1000, chunk(99, 0.1)],
        [5000, chunk(199, 0.1, 'b')],
      ],
      2,
    );
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^say: RNN seed 3 {2}step {2}100\/1000 .* 45 s left$/),
      expect.stringMatching(/^say: LSTM seed 10 {2}step {2}200\/1000 .* 20 s left$/),
      expect.stringMatching(/^say: all {2}0 of 2 runs ended +29 s left$/),
    ]);
  });
});

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [7_400, '8 s'],
    [59_001, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [11_520_000, '3 h 12 min'],
  ])('tells %i ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('bar', () => {
  it('fills with the share, in the room there is', () => {
    expect(bar(0.5, 100)).toBe(`[${'█'.repeat(20)}${'░'.repeat(20)}]  50 %  `);
    for (const room of [18, 30, 45]) expect([...bar(0.31, room)].length).toBeLessThanOrEqual(room);
    expect(bar(0.5, 12)).toBe('');
  });
});
