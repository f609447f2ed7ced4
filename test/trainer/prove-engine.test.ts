// How an engine is proven: by the lane that it is to train, unless that says nothing of it.
import { beforeAll, describe, expect, it } from 'vitest';
import { proveEngine } from '../../electron/trainer/prove-engine';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Settings } from '../../src-core/experiment/experiment';
import { type Engine, eagerEngine } from '../../src-core/training/engine';
import { useBackend } from '../training/backends';

const { task, model, training } = articleExperiment();
const lane: Settings = { task, model: { ...model, cell: 'gru', hiddenSize: 3 }, training };

/** Runs operation by operation what it is given to compile. @param refused programs that it refuses first */
function compilingEngine(refused = 0): Engine {
  const eager = eagerEngine('cpu');
  let left = refused;
  return {
    ...eager,
    kind: 'graph',
    compile: (f, examples, identity) => {
      left -= 1;
      if (left >= 0) throw new Error('This program is refused.');
      return eager.compile(f, examples, identity);
    },
  };
}

beforeAll(() => useBackend('cpu'));

describe('proveEngine', () => {
  it('trains the lane, whose program is then compiled', async () => {
    const { why, compiled } = await proveEngine(compilingEngine(), lane);
    expect(why).toContain('the first lane');
    expect(compiled?.settings).toBe(lane);
  });

  it.each<[string, Engine, Settings | null]>([
    ['no lane is known', compilingEngine(), null],
    ['the engine refuses the program of the lane', compilingEngine(1), lane],
    ['nothing is compiled', eagerEngine('cpu'), lane],
    [
      'the lane diverges at once',
      compilingEngine(),
      {
        ...lane,
        training: {
          ...training,
          optimizer: { kind: 'sgd', learningRate: 1e30, momentum: 0, nesterov: false },
        },
      },
    ],
  ])("trains the article's network where %s", async (_case, engine, settings) => {
    const { why, compiled } = await proveEngine(engine, settings);
    expect(why).toContain("the article's network");
    expect(compiled).toBeNull();
  });

  it('fails where the engine refuses that too', async () => {
    await expect(proveEngine(compilingEngine(2), lane)).rejects.toThrow('This program is refused.');
  });
});
