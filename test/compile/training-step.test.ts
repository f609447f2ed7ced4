// A whole training loop compiled: the same numbers as plain tfjs, the same bits whenever and in whatever pieces it runs.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Compiled, jit } from '../../src-core/compile/jit';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { nativePrograms, valuesOf } from './native';
import { initialState, inputsFor } from './training-data';
import { type CellName, type Inputs, type State, trainingProgram } from './training-step';

const sizes = { hidden: 8, timeStep: 5, capacity: 20 };
let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

type Program = ReturnType<typeof trainingProgram>;

/** Losses of `chunks` calls of so many steps each, one after another. */
function losses(
  run: Program | Compiled<Inputs, ReturnType<Program>>,
  cell: CellName,
  chunks: readonly number[],
): number[] {
  const all: number[] = [];
  let state: State = initialState(cell, sizes);
  let first = 0;
  for (const n of chunks) {
    const { state: next, records } = run(inputsFor(state, sizes, first, n));
    all.push(...valuesOf(records.loss).slice(0, n));
    expect(
      valuesOf(records.loss)
        .slice(n)
        .every((loss) => loss === 0),
    ).toBe(true);
    state = next;
    first += n;
  }
  return all;
}

function compile(cell: CellName, kind: 'graph' | 'xla'): Compiled<Inputs, ReturnType<Program>> {
  const f = trainingProgram(cell, sizes);
  return jit((inputs: Inputs) => f(inputs), inputsFor(initialState(cell, sizes), sizes, 0, 0), { programs, kind, name: 'training' }); // prettier-ignore
}

describe.each(['rnn', 'lstm'] as const)('training an %s', (cell) => {
  it.each(['graph', 'xla'] as const)('as %s follows plain tfjs', (kind) => {
    const compiled = compile(cell, kind);
    const eager = losses(trainingProgram(cell, sizes), cell, [20]);
    expect(eager[19]).toBeLessThan(eager[0] as number);
    losses(compiled, cell, [20]).forEach((loss, k) => expect(loss).toBeCloseTo(eager[k] as number, 5));
    compiled.dispose();
  });

  it.each(['graph', 'xla'] as const)(
    'as %s is bit for bit the same, run again and cut into pieces',
    (kind) => {
      const compiled = compile(cell, kind);
      const whole = losses(compiled, cell, [20, 20]);
      expect(losses(compiled, cell, [20, 20])).toEqual(whole);
      expect(losses(compiled, cell, [1, 7, 12, 20])).toEqual(whole);
      compiled.dispose();
      const again = compile(cell, kind);
      expect(losses(again, cell, [20, 20])).toEqual(whole);
      again.dispose();
    },
  );

  it('leaves nothing behind but its results', () => {
    const compiled = compile(cell, 'xla');
    const inputs = inputsFor(initialState(cell, sizes), sizes, 0);
    const before = tf.memory().numTensors;
    for (let call = 0; call < 50; call += 1) tf.dispose(compiled(inputs) as unknown as tf.TensorContainer);
    expect(tf.memory().numTensors).toBe(before);
    compiled.dispose();
  });
});
