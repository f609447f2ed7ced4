import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../../src-core/experiment/article';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import type { Problem } from '../../../src-core/experiment/problem';
import { textsIn } from '../language/texts';
import { fieldPathIn, problemSentence } from '../../../renderer/lab/problem-sentence';

/** Problems the parser finds in the article's experiment with some of it replaced. */
function problemsOf(more: Readonly<Record<string, unknown>>): readonly Problem[] {
  const parsed = parseExperiment({ ...articleExperiment(), ...more });
  if (parsed.kind === 'ok') throw new Error('Expected a refused experiment.');
  return parsed.problems;
}

const cases: readonly (readonly [object, string])[] = [
  [
    { model: { hiddenSize: 'x' } },
    'Expected a whole number from 1 to 2\u202f147\u202f483\u202f647, or = and a lane’s name, got "x".',
  ],
  [
    { model: { hiddenSize: '' } },
    'Expected a whole number from 1 to 2\u202f147\u202f483\u202f647, or = and a lane’s name, got nothing.',
  ],
  [{ model: { dropout: 1 } }, 'Expected a number from 0 to below 1, got 1.'],
  [
    { training: { clip: { kind: 'norm', limit: 0 } } },
    'Expected a number above 0, at most 1\u202f000\u202f000\u202f000, got 0.',
  ],
  [
    { training: { stopWhen: { lossBelow: -1 } } },
    'Expected a number from 0 to 1\u202f000\u202f000\u202f000, or nothing, got -1.',
  ],
  [{ model: { dropout: 0.5 } }, 'Expected 0 with one layer (dropout acts between layers), got 0.5.'],
  [
    { training: { optimizer: { kind: 'sgd', nesterov: true } } },
    'Expected off without momentum (set momentum above 0), got on.',
  ],
  [{ seeds: [-1] }, 'Expected a whole number from 0 to 4\u202f294\u202f967\u202f295, got -1.'],
  [{ seeds: [1, 1] }, 'Expected a seed that is not in the list yet, got 1.'],
];

describe('a problem', () => {
  it.each(cases)('of %o is one sentence', (more, sentence) => {
    expect(
      problemsOf(more as Record<string, unknown>).map((problem) => problemSentence(problem, textsIn('en'))),
    ).toEqual([sentence]);
  });

  it.each(cases)('of %o has no English left in Chinese', (more) => {
    for (const problem of problemsOf(more as Record<string, unknown>)) {
      const said = problemSentence(problem, textsIn('zh-CN'));
      expect(said.replace(/dropout|"x"/g, '')).not.toMatch(/[a-z]{3,}/i);
    }
  });

  it('that no form can bring about is said as the parser says it', () => {
    const problem = { path: 'lanes', expected: 'a list of 1 to 16 lanes', got: 'an object' };
    expect(problemSentence(problem, textsIn('en'))).toBe('Expected a list of 1 to 16 lanes, got an object.');
  });
});

describe('the place of a problem', () => {
  it.each([
    ['training.clip.limit', 'training.clip.limit'],
    ['sweep["training.clip"][1].limit', 'training.clip.limit'],
    ['sweep["training.optimizer.learningRate"][0]', 'training.optimizer.learningRate'],
    ['lanes[1].set["model.hiddenSize"]', 'model.hiddenSize'],
    ['seeds[2]', 'seeds[2]'],
  ])('%s is about %s', (place, path) => {
    expect(fieldPathIn(place)).toBe(path);
  });
});
