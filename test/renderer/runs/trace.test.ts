import { describe, expect, it } from 'vitest';
import { Trace } from '../../../renderer/runs/trace';
import { chunk, started } from './run-events';

const filled = (...chunks: Parameters<typeof chunk>[]): Trace => {
  const trace = new Trace(started());
  for (const part of chunks) trace.append(chunk(...part));
  return trace;
};

describe('a trace', () => {
  it('holds what came, step by step', () => {
    const trace = filled([0, [0.5, 0.25]], [2, [0.125]]);
    expect(trace.steps).toBe(3);
    expect([...trace.loss.view()]).toEqual([0.5, 0.25, 0.125]);
    expect(trace.gradNorm.at(1)).toBe(0.5);
    expect([...trace.prediction.row(2)]).toEqual([0.125, -0.125]);
    expect(trace.detailSteps.lastAtOrBefore(1)).toBe(1);
  });

  it('grows far beyond its first room', () => {
    const trace = new Trace(started({ steps: 5000 }));
    for (let k = 0; k < 5000; k += 1) trace.append(chunk(k, [k]));
    expect(trace.steps).toBe(5000);
    expect([trace.loss.at(0), trace.loss.at(4999)]).toEqual([0, 4999]);
    expect([...trace.target.row(4999)]).toEqual([2499.5, -2499.5]);
    expect(trace.detailSteps.at(4999)).toBe(4999);
  });

  it('counts the steps that clipping changed', () => {
    expect(filled([0, [0.1, 0.6, 0.5]], [3, [0.1]]).clippedSteps).toBe(0);
    expect(filled([0, [0.1, 0.6, 0.5], 1]).clippedSteps).toBe(1);
  });

  it('refuses a chunk that leaves steps out', () => {
    expect(() => filled([0, [0.5]], [2, [0.25]])).toThrow(
      'Expected the chunk of step 1, got that of step 2.',
    );
  });

  it('names the first step that was not finite and keeps it out of the ranges', () => {
    const trace = filled([0, [0.5, NaN, Infinity]]);
    expect(trace.notFiniteAt).toBe(1);
    expect(trace.drawn.loss.extent).toEqual({ low: 0.5, high: 0.5 });
    expect(trace.windowBounds).toEqual({ target: 0.25, prediction: 0.5 });
    expect(trace.flowExtent).toEqual({ low: 0.5, high: 0.5 });
  });

  it('measures time per step over all chunks but the first', () => {
    expect(filled([0, [1, 1], Infinity, 300]).usPerStep).toBe(150_000);
    expect(filled([0, [1, 1], Infinity, 300], [2, [1], Infinity, 5], [3, [1], Infinity, 7]).usPerStep).toBe(
      6000,
    );
  });
});
