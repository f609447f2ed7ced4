import { describe, expect, it } from 'vitest';
import type { SineCosineTask } from '../../src-core/experiment/experiment';
import { taskBaseline } from '../../src-core/task/baseline';

const article: SineCosineTask = {
  kind: 'sine-cosine',
  timeStep: 10,
  amplitude: 1,
  frequency: 1,
  phase: 0,
  noise: 0,
  target: 'cos',
};

/** Mean squared error of the best answer to each value of the input, found from many waves: inputs in narrow bins. */
function bestMemoryless({ amplitude, frequency, timeStep, target }: SineCosineTask): number {
  const bins = new Map<number, { sum: number; squares: number; count: number }>();
  const waves = 20_000;
  for (let wave = 0; wave < waves; wave += 1) {
    const angle = (2 * Math.PI * (wave + 0.5)) / waves;
    const later = angle + (frequency * Math.PI) / timeStep;
    const x = amplitude * Math.sin(angle);
    const y = amplitude * (target === 'cos' ? Math.cos(angle) : Math.sin(later));
    const place = Math.round((x / amplitude) * 1000);
    const bin = bins.get(place) ?? { sum: 0, squares: 0, count: 0 };
    bins.set(place, { sum: bin.sum + y, squares: bin.squares + y * y, count: bin.count + 1 });
  }
  const error = [...bins.values()].reduce(
    (total, { sum, squares, count }) => total + squares - (sum * sum) / count,
    0,
  );
  return error / waves;
}

describe('taskBaseline', () => {
  it.each([
    ['the article’s', {}],
    ['a higher and faster wave', { amplitude: 3, frequency: 2.5 }],
    ['the next input', { target: 'next' }],
    ['the next input of a longer window', { target: 'next', timeStep: 37, amplitude: 0.5 }],
  ] as const)('is what the best answer without a memory comes to: %s', (_, change) => {
    const task: SineCosineTask = { ...article, ...change };
    const { value = NaN } = taskBaseline(task) ?? {};
    expect(value / bestMemoryless(task)).toBeCloseTo(1, 2);
  });

  it('says nothing where there is no such figure: all points at one angle, or a noisy next input', () => {
    expect(taskBaseline({ ...article, timeStep: 1 })).toBeNull();
    expect(taskBaseline({ ...article, frequency: 20 })).toBeNull();
    expect(taskBaseline({ ...article, noise: 0.1, target: 'next' })).toBeNull();
    expect(taskBaseline({ ...article, noise: 0.1 })?.value).toBe(0.5);
  });
});
