// The table of cases: what may be said of two lanes, and what may not.
import { describe, expect, it } from 'vitest';
import { compareLanes, incomparable } from '../../src-core/diagnosis/compare-lanes';
import { type SeedFigure, summariseLane } from '../../src-core/diagnosis/lane-summary';
import { runFigure } from '../../src-core/diagnosis/run-figure';
import { verdictText } from '../../src-core/diagnosis/verdict';
import { defaultSettings } from '../../src-core/experiment/read-settings';
import { saidIn } from '../../src-core/language/said-text';

const figures = (...values: (number | null)[]): SeedFigure[] =>
  values.map((figure, k) => ({ seed: k + 1, figure }));
const repeated = (count: number, value: number | null) => Array<number | null>(count).fill(value);

const CASES: readonly (readonly [string, (number | null)[], (number | null)[], string, string])[] = [
  [
    'all of six',
    repeated(6, 1),
    repeated(6, 2),
    'A wins: A ends below B in 6 of 6 seeds (two-sided sign test, p = 0.031), ratio of medians 0.5.',
    'A 胜出：A 在 6 个种子中的 6 个里最终低于 B（双侧符号检验，p = 0.031），中位数之比 0.5。',
  ],
  [
    'none of six',
    repeated(6, 2),
    repeated(6, 1),
    'B wins: A ends below B in 0 of 6 seeds (two-sided sign test, p = 0.031), ratio of medians 2.',
    'B 胜出：A 在 6 个种子中的 0 个里最终低于 B（双侧符号检验，p = 0.031），中位数之比 2。',
  ],
  [
    'all of five',
    repeated(5, 1),
    repeated(5, 2),
    'No winner between A and B: A ends below B in 5 of 5 seeds (two-sided sign test, p = 0.063), ratio of medians 0.5. It takes at least 6 seeds to name one.',
    'A 与 B 未分胜负：A 在 5 个种子中的 5 个里最终低于 B（双侧符号检验，p = 0.063），中位数之比 0.5。至少需要 6 个种子才能判定胜者。',
  ],
  [
    'one seed',
    [1],
    [2],
    'No winner between A and B: A ends below B in 1 of 1 seed (two-sided sign test, p = 1), ratio of medians 0.5. It takes at least 6 seeds to name one.',
    'A 与 B 未分胜负：A 在 1 个种子中的 1 个里最终低于 B（双侧符号检验，p = 1），中位数之比 0.5。至少需要 6 个种子才能判定胜者。',
  ],
  [
    'fourteen of twenty',
    [...repeated(14, 1), ...repeated(6, 3)],
    repeated(20, 2),
    'No winner between A and B: A ends below B in 14 of 20 seeds (two-sided sign test, p = 0.12), ratio of medians 0.5.',
    'A 与 B 未分胜负：A 在 20 个种子中的 14 个里最终低于 B（双侧符号检验，p = 0.12），中位数之比 0.5。',
  ],
  [
    'fifteen of twenty',
    [...repeated(15, 1), ...repeated(5, 3)],
    repeated(20, 2),
    'A wins: A ends below B in 15 of 20 seeds (two-sided sign test, p = 0.041), ratio of medians 0.5.',
    'A 胜出：A 在 20 个种子中的 15 个里最终低于 B（双侧符号检验，p = 0.041），中位数之比 0.5。',
  ],
  [
    'twenty of twenty',
    repeated(20, 1),
    repeated(20, 2),
    'A wins: A ends below B in 20 of 20 seeds (two-sided sign test, p < 0.0001), ratio of medians 0.5.',
    'A 胜出：A 在 20 个种子中的 20 个里最终低于 B（双侧符号检验，p < 0.0001），中位数之比 0.5。',
  ],
  [
    'ties, which say nothing',
    [...repeated(7, 1), 2, 2],
    repeated(9, 2),
    'A wins: A ends below B in 7 of 9 seeds, level in 2 (two-sided sign test, p = 0.016), ratio of medians 0.5.',
    'A 胜出：A 在 9 个种子中的 7 个（2 个持平）里最终低于 B（双侧符号检验，p = 0.016），中位数之比 0.5。',
  ],
  [
    'twins',
    repeated(20, 1),
    repeated(20, 1),
    'No winner between A and B: A ends below B in 0 of 20 seeds, level in 20 (two-sided sign test, p = 1), ratio of medians 1. It takes at least 6 seeds to name one.',
    'A 与 B 未分胜负：A 在 20 个种子中的 0 个（20 个持平）里最终低于 B（双侧符号检验，p = 1），中位数之比 1。至少需要 6 个种子才能判定胜者。',
  ],
  [
    'one that always diverges',
    repeated(6, 1),
    repeated(6, Infinity),
    'A wins: A ends below B in 6 of 6 seeds (two-sided sign test, p = 0.031), ratio of medians 0.',
    'A 胜出：A 在 6 个种子中的 6 个里最终低于 B（双侧符号检验，p = 0.031），中位数之比 0。',
  ],
  [
    'two that always diverge',
    repeated(6, Infinity),
    repeated(6, Infinity),
    'No winner between A and B: A ends below B in 0 of 6 seeds, level in 6 (two-sided sign test, p = 1), ratio of medians not defined. It takes at least 6 seeds to name one.',
    'A 与 B 未分胜负：A 在 6 个种子中的 0 个（6 个持平）里最终低于 B（双侧符号检验，p = 1），中位数之比无定义。至少需要 6 个种子才能判定胜者。',
  ],
  [
    'runs without a figure, which are left out',
    [...repeated(6, 1), null, 9],
    [...repeated(6, 2), 1, null],
    'A wins: A ends below B in 6 of 6 seeds (two-sided sign test, p = 0.031), ratio of medians 0.5.',
    'A 胜出：A 在 6 个种子中的 6 个里最终低于 B（双侧符号检验，p = 0.031），中位数之比 0.5。',
  ],
  [
    'nothing to compare',
    [null],
    [1],
    'A and B have no seed in common that both came to the end of.',
    'A 与 B 没有共同的、两者都训练到底的种子。',
  ],
];

describe('a verdict', () => {
  it.each(CASES)('on %s', (_, lane, other, words, _chinese) => {
    expect(verdictText(compareLanes(figures(...lane), figures(...other)), 'A', 'B')).toBe(words);
  });

  it.each(CASES)('on %s is told in Chinese', (_, lane, other, _words, chinese) => {
    expect(saidIn(verdictText(compareLanes(figures(...lane), figures(...other)), 'A', 'B'), 'zh-CN')).toBe(
      chinese,
    );
  });

  it('pairs by seed, in whatever order the runs ended', () => {
    const lane = figures(1, 2, 3);
    const other = [...figures(2, 3, 1)].reverse();
    expect(compareLanes(lane, other)).toMatchObject({ seeds: 3, wins: 2, losses: 1, ties: 0 });
  });

  it('is not given on lanes whose losses measure different things', () => {
    const settings = defaultSettings();
    const { task, training } = settings;
    expect(incomparable(settings, { ...settings, model: { ...settings.model, cell: 'lstm' } })).toBeNull();
    expect(incomparable(settings, { ...settings, task: { ...task, timeStep: 20 } })).toMatch(
      /different tasks/,
    );
    const last = { ...training, loss: { kind: 'mse', on: 'last' } } as const;
    expect(incomparable(settings, { ...settings, training: last })).toMatch(/different losses/);
  });
});

describe('the figure of a run', () => {
  it('is the mean loss of its last ten steps', () => {
    expect(runFigure('done', [100, ...Array.from({ length: 10 }, (_, k) => k)])).toBe(4.5);
    expect(runFigure('done', [2, 4])).toBe(3);
  });

  it('is infinite where the run diverged, and missing where it did not end by itself', () => {
    expect(runFigure('diverged', [1, NaN])).toBe(Infinity);
    expect(runFigure('done', [1, NaN])).toBe(Infinity);
    for (const status of ['stopped', 'interrupted', 'failed', 'waiting', 'running'])
      expect(runFigure(status, [1])).toBeNull();
    expect(runFigure('done', [])).toBeNull();
  });

  it('is summed up over the seeds of a lane', () => {
    expect(summariseLane(figures(3, 1, null, Infinity))).toEqual({
      runs: 3,
      diverged: 1,
      median: 3,
      quartiles: [2, Infinity],
      least: 1,
      largest: Infinity,
    });
    expect(summariseLane([]).median).toBeNaN();
  });
});
