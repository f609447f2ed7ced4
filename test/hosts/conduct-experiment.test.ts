// Whole experiments on several trainer hosts at once, as command line and window have them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { conductExperiment, type Conducted } from '../../electron/hosts/conduct-experiment';
import { forkNodeHost } from '../../electron/hosts/fork-node-host';
import { TrainerHosts } from '../../electron/hosts/trainer-hosts';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Pace, RunEvent } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { buildBundles, HOST_SCRIPT } from '../trainer/bundles';
import { AUTO, eventOf, experimentOf, planned, trainerOf } from './host';

beforeAll(buildBundles);

const LANES: Experiment['lanes'] = [
  { label: 'RNN', set: {} },
  { label: 'GRU', set: { 'model.cell': 'gru' } },
];

interface UnderTest {
  readonly dir: string;
  readonly jobs: readonly RunJob[];
  readonly conducted: Conducted;
  readonly events: readonly RunEvent[];
  /** By host, the lanes of the runs it began, one entry per run. */
  trainedBy(): readonly (readonly string[])[];
  until<E extends RunEvent>(fits: (event: RunEvent) => event is E): Promise<E>;
}

function conduct(experiment: Experiment, most: number, pace: Pace = { kind: 'full' }): UnderTest {
  const hosts = new TrainerHosts({ fork: () => forkNodeHost(HOST_SCRIPT), choice: AUTO }, most, most);
  onTestFinished(() => hosts.shutdown());
  const events: RunEvent[] = [];
  hosts.onEvent((event) => events.push(event));
  const begun = hosts.all.map((host) => {
    const lanes: string[] = [];
    host.onEvent((event) => event.kind === 'run-started' && lanes.push(event.lane));
    return lanes;
  });
  const { dir, jobs } = planned(experiment, pace);
  const conducted = conductExperiment(hosts, { experiment, dir, mode: 'new', jobs });
  return {
    dir,
    jobs,
    conducted,
    events,
    trainedBy: () => begun,
    until: (fits) =>
      new Promise((resolve) => {
        const there = events.find(fits);
        if (there !== undefined) return resolve(there);
        const off = hosts.onEvent((event) => {
          if (!fits(event)) return;
          off();
          resolve(event);
        });
      }),
  };
}

function manifestOf(dir: string) {
  const read = parseManifest(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  if (read.kind === 'refused') throw new Error(read.why);
  return read.manifest;
}

function jobOf(jobs: readonly RunJob[], index: number): RunJob {
  const job = jobs[index];
  if (job === undefined) throw new Error(`Expected a job ${index}, got ${jobs.length} jobs.`);
  return job;
}

describe('an experiment on two hosts', () => {
  it('has the digest it has on one, and trains its lanes side by side', async () => {
    const experiment = { ...experimentOf(60, [1, 2, 3]), lanes: LANES };
    const one = conduct(experiment, 1);
    const alone = await one.conducted.outcome;
    const two = conduct(experiment, 2);
    const together = await two.conducted.outcome;
    if (alone.kind === 'refused' || together.kind === 'refused') throw new Error('It was refused.');
    expect(together.digest).toBe(alone.digest);
    expect(together.digest).toMatch(/^[0-9a-f]{64}$/);
    // In lane, then seed order, however they ended.
    expect(together.runs.map(({ job }) => [job.lane, job.seed])).toEqual(
      ['RNN', 'GRU'].flatMap((lane) => [1, 2, 3].map((seed) => [lane, seed])),
    );
    expect(together.runs.every(({ ended }) => ended.status === 'done')).toBe(true);
    expect(manifestOf(two.dir).runs.map(({ status }) => status)).toEqual(Array(6).fill('done'));
    for (const { folder } of two.jobs) expect(existsSync(path.join(folder, '.unroll.lock'))).toBe(false);
  });

  it('compiles each lane once where its runs are short', async () => {
    const experiment = { ...experimentOf(20, [1, 2, 3, 4, 5, 6, 7, 8]), lanes: LANES };
    const { conducted, trainedBy } = conduct(experiment, 2);
    await conducted.outcome;
    // All eight runs of a lane on the one host that has its program.
    const lanes = trainedBy().map((runs) => [...runs].sort());
    expect(lanes.sort()).toEqual([Array(8).fill('GRU'), Array(8).fill('RNN')]);
  });

  it('loses the run of a host that is killed, and no other', async () => {
    // Long enough that the first trains on while the program of the other is compiled.
    const experiment = { ...experimentOf(4000, [1, 2]), lanes: LANES };
    const { dir, jobs, conducted, until } = conduct(experiment, 2, { kind: 'paced', stepsPerSecond: 20 });
    const [lost, spared] = [jobOf(jobs, 0), jobOf(jobs, 2)];
    const isUnderWay = ({ firstStep }: { firstStep: number }): boolean => firstStep >= 3;
    await until(eventOf(lost.runId, 'chunk', isUnderWay));
    await until(eventOf(spared.runId, 'chunk', isUnderWay));
    expect(trainerOf(lost)).not.toBe(trainerOf(spared));
    process.kill(trainerOf(lost), 'SIGKILL');
    conducted.control({ kind: 'pace', pace: { kind: 'full' } });
    const outcome = await conducted.outcome;
    if (outcome.kind === 'refused') throw new Error(outcome.message);
    expect(outcome.runs.map(({ ended }) => ended.status)).toEqual(['failed', 'done', 'done', 'done']);
    expect(manifestOf(dir).runs[0]).toMatchObject({ status: 'failed', failure: { kind: 'host-lost' } });
    expect(outcome.failure).toBeNull();
  });

  it('pauses all that trains and all that comes next, steps all, goes on, and stops for good', async () => {
    const experiment = { ...experimentOf(1_000_000, [1, 2]), lanes: LANES };
    const { jobs, conducted, events, until } = conduct(experiment, 2);
    const [first, second] = [jobOf(jobs, 0), jobOf(jobs, 2)];
    for (const { runId } of [first, second]) await until(eventOf(runId, 'chunk'));
    conducted.control({ kind: 'pause' });
    const paused = [];
    for (const { runId } of [first, second]) paused.push(await until(eventOf(runId, 'run-paused')));
    conducted.control({ kind: 'step' });
    for (const { runId, step } of paused)
      await until(eventOf(runId, 'run-paused', (event) => event.step === step + 1));
    const before = events.length;
    conducted.control({ kind: 'resume' });
    for (const { runId } of [first, second]) await until(eventOf(runId, 'run-resumed'));
    conducted.control({ kind: 'stop' });
    const outcome = await conducted.outcome;
    if (outcome.kind === 'refused') throw new Error(outcome.message);
    expect(outcome.runs.map(({ job, ended }) => [job.runId, ended.status])).toEqual([
      [first.runId, 'stopped'],
      [second.runId, 'stopped'],
    ]);
    // While it was paused nothing moved but the step.
    const between = events.slice(0, before).filter((event) => event.kind === 'chunk');
    for (const { runId, step } of paused)
      expect(between.filter((event) => event.runId === runId).at(-1)).toMatchObject({
        firstStep: step,
        count: 1,
      });
  });
});
