// Learning rate and clip limit changed while a run trains in a host of its own: told, recorded at their step, and replayed to
// the bit by whoever trains the run again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { conductExperiment } from '../../electron/hosts/conduct-experiment';
import { forkNodeHost } from '../../electron/hosts/fork-node-host';
import { TrainerHosts } from '../../electron/hosts/trainer-hosts';
import type { EngineChoice } from '../../src-core/contract/engine';
import type { RunAdjusted, RunEvent } from '../../src-core/contract/run-event';
import { call, unroll } from '../cli/unroll';
import { buildBundles, HOST_SCRIPT } from '../trainer/bundles';
import { eventOf, experimentOf, planned } from './host';

beforeAll(buildBundles);

/** Trains slowly, is adjusted twice on the way, then runs to its end. @returns the folder, and what was told */
async function adjustedRun(
  choice: EngineChoice,
  steps: number,
): Promise<{ readonly dir: string; readonly adjusted: readonly RunAdjusted[] }> {
  const hosts = new TrainerHosts({ fork: () => forkNodeHost(HOST_SCRIPT), choice }, 1, 1);
  onTestFinished(() => hosts.shutdown());
  const adjusted: RunAdjusted[] = [];
  const listeners = new Set<(event: RunEvent) => void>();
  hosts.onEvent((event) => {
    if (event.kind === 'adjusted') adjusted.push(event);
    for (const listener of [...listeners]) listener(event);
  });
  const until = (fits: (event: RunEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const listener = (event: RunEvent): void => {
        if (!fits(event)) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });
  const experiment = experimentOf(steps);
  const { dir, jobs } = planned(experiment, { kind: 'paced', stepsPerSecond: 40 });
  const runId = jobs[0]?.runId ?? '';
  const conducted = conductExperiment(hosts, { experiment, dir, mode: 'new', jobs });
  await until(eventOf(runId, 'chunk', ({ firstStep }) => firstStep >= 5));
  const first = until(eventOf(runId, 'adjusted'));
  conducted.adjust(runId, { learningRate: 0.02, clipLimit: 0.01 });
  await first;
  await until(eventOf(runId, 'chunk'));
  const second = until(eventOf(runId, 'adjusted'));
  conducted.adjust(runId, { clipLimit: null });
  await second;
  conducted.control({ kind: 'pace', pace: { kind: 'full' } });
  expect(await conducted.outcome).toMatchObject({ kind: 'conducted', failure: null });
  return { dir, adjusted };
}

describe('a run that is adjusted while it trains', () => {
  it.each([
    { engine: 'xla', backend: 'tensorflow' },
    { engine: 'graph', backend: 'tensorflow' },
    { engine: 'eager', backend: 'tensorflow' },
    { engine: 'eager', backend: 'wasm' },
    { engine: 'eager', backend: 'cpu' },
  ] as const)('is recorded at its steps, and comes to the same bits again: %o', async (choice) => {
    const { dir, adjusted } = await adjustedRun(choice, 60);
    const run = path.join(dir, 'rnn', 'seed-1');
    const [first, second] = adjusted;
    expect(adjusted).toHaveLength(2);
    expect(first).toMatchObject({ learningRate: 0.02, clipLimit: 0.01 });
    expect(second).toMatchObject({ learningRate: 0.02, clipLimit: null });
    expect(readFileSync(path.join(run, 'adjustments.csv'), 'utf8')).toBe(
      `step,learning_rate,clip_limit\n${first?.step},0.02,0.01\n${second?.step},0.02,\n`,
    );
    const rows = readFileSync(path.join(run, 'trace.csv'), 'utf8').trimEnd().split('\n').slice(1);
    const figures = rows.map((row) => row.split(',').map(Number));
    const [from = 0, to = 0] = adjusted.map(({ step }) => step);
    expect(from).toBeGreaterThan(0);
    expect(to).toBeGreaterThan(from);
    figures.forEach(([step = 0, , , clipped = NaN, rate = NaN]) => {
      expect(rate).toBe(step < from ? 0.001 : 0.02);
      if (step >= from && step < to) expect(clipped).toBeLessThanOrEqual(0.0100001);
    });

    const verified = await unroll(['verify', dir, '--json']);
    expect(verified.code, verified.stderr).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      exact: true,
      runs: [{ kind: 'identical', steps: 60 }],
    });
    // Longer, the changes stay where they were.
    const extended = await call(['run', '--resume', dir, '--steps', '80']).ended;
    expect(extended.code, extended.stderr).toBe(0);
    const again = await unroll(['verify', dir, '--json']);
    expect(again.code, again.stdout).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ exact: true, runs: [{ kind: 'identical', steps: 80 }] });
  });
});
