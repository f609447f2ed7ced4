import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { RunLog } from '../../electron/main/run-log';
import type { Chunk, RunEvent } from '../../src-core/contract/run-event';
import { chunk, ended, evaluated, started } from '../renderer/runs/run-events';

/** A chunk of steps without details, as full speed sends them; a loss tells its step. */
function plain(first: number, count: number, runId = 'a'): Chunk {
  const none = new Float32Array(0);
  const losses = Array.from({ length: count }, (_, i) => first + i);
  const details = {
    flow: none,
    parameterNorms: none,
    saturation: none,
    input: none,
    target: none,
    prediction: none,
  };
  return { ...chunk(first, losses), ...details, runId, detailSteps: new Int32Array(0) };
}

const chunksOf = (events: readonly RunEvent[], runId = 'a'): readonly Chunk[] =>
  events.flatMap((event) => (event.kind === 'chunk' && event.runId === runId ? [event] : []));
const lossesOf = (events: readonly RunEvent[], runId = 'a'): readonly number[] =>
  chunksOf(events, runId).flatMap(({ loss }) => [...loss]);

describe('the log of run events', () => {
  it('tells a run again: start, every step with its details, last pause, end', () => {
    const log = new RunLog();
    log.append(started());
    for (let step = 0; step < 300; step += 1) log.append(chunk(step, [step]));
    for (const step of [0, 300]) log.append(evaluated(step));
    log.append({ kind: 'run-paused', runId: 'a', step: 300 });
    log.append({ kind: 'run-resumed', runId: 'a' });
    log.append(ended());
    const events = log.snapshot();
    expect(events.filter(({ kind }) => kind !== 'chunk').map(({ kind }) => kind)).toEqual([
      'run-started',
      'evaluated',
      'evaluated',
      'run-resumed',
      'run-ended',
    ]);
    expect(lossesOf(events)).toEqual(Array.from({ length: 300 }, (_, step) => step));
    expect(chunksOf(events).flatMap(({ detailSteps }) => [...detailSteps])).toHaveLength(300);
    // The first chunk's time has the start in it, and stays apart.
    expect(chunksOf(events)[0]).toEqual(chunk(0, [0]));
  });

  it('forgets the experiment before', () => {
    const log = new RunLog();
    log.append(started());
    log.beginExperiment();
    expect(log.snapshot()).toEqual([]);
  });

  it('holds a million steps in few events of little more than their numbers', () => {
    const log = new RunLog();
    log.append(started({ steps: 1_000_000 }));
    for (let first = 0; first < 1_000_000; first += 500) log.append(plain(first, 500));
    const events = log.snapshot();
    expect(chunksOf(events).length).toBeLessThan(40);
    expect(lossesOf(events)).toHaveLength(1_000_000);
    expect(serialize(events).byteLength).toBeLessThan(1.05 * 16 * 1_000_000);
  });

  it('lets the first steps of the longest run go when there are too many, and no others', () => {
    const log = new RunLog(200_000);
    for (let first = 0; first < 1000; first += 100) log.append(plain(first, 100, 'short'));
    for (let first = 0; first < 1_000_000; first += 5000) log.append(plain(first, 5000));
    const events = log.snapshot();
    expect(lossesOf(events, 'short')).toHaveLength(1000);
    const kept = lossesOf(events);
    expect(kept.length).toBeLessThanOrEqual(200_000);
    expect(kept.length).toBeGreaterThan(100_000);
    expect(kept.at(-1)).toBe(999_999);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 1_000_000 - kept.length + i));
  });
});
