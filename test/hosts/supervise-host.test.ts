import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunJob } from '../../src-core/contract/host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import { buildBundles } from '../trainer/bundles';
import { AUTO, eventOf, experimentOf, hostWithWorker, planned, startHost, trainerOf } from './host';

beforeAll(buildBundles);

function only(jobs: readonly RunJob[]): RunJob {
  const [job] = jobs;
  if (job === undefined || jobs.length > 1) throw new Error(`Expected one job, got ${jobs.length}.`);
  return job;
}

function traceSteps(job: RunJob): number {
  return readFileSync(path.join(job.folder, 'trace.csv'), 'utf8').trimEnd().split('\n').length - 1;
}

/** Step numbers of the chunks, one after the other. */
function steps(events: readonly RunEvent[], runId: string): readonly number[] {
  return events.flatMap((event) =>
    event.kind === 'chunk' && event.runId === runId
      ? Array.from({ length: event.count }, (_, n) => event.firstStep + n)
      : [],
  );
}

describe('a supervised host', () => {
  it('trains a run natively and tells every step once, in order', async () => {
    const { host, events } = startHost();
    expect(await host.settled()).toMatchObject({
      kind: 'ready',
      report: { backend: 'tensorflow', versions: { tensorflow: expect.stringMatching(/^2\./) } },
    });
    const { jobs } = planned(experimentOf(60));
    const job = only(jobs);
    const ended = await host.run(job);
    expect(ended).toMatchObject({ status: 'done', steps: 60, failure: null, folder: job.folder });
    expect(ended.usPerStep).toBeGreaterThan(0);
    expect(events[0]).toMatchObject({ kind: 'run-started', steps: 60, parameterCount: 1153, detailEvery: 1 });
    expect(steps(events, job.runId)).toEqual(Array.from({ length: 60 }, (_, step) => step));
    expect(events.at(-1)).toEqual(ended);
    expect(traceSteps(job)).toBe(60);
    expect(existsSync(path.join(job.folder, '.unroll.lock'))).toBe(false);
  });

  it('pauses, takes single steps, goes on and stops', async () => {
    const { host, events, until } = startHost();
    const { jobs } = planned(experimentOf(1_000_000));
    const job = only(jobs);
    const { runId } = job;
    const ended = host.run(job);
    await until(eventOf(runId, 'chunk', ({ firstStep }) => firstStep >= 5));

    host.control(runId, { kind: 'pause' });
    const paused = await until(eventOf(runId, 'run-paused'));
    host.control(runId, { kind: 'step' });
    host.control(runId, { kind: 'step' });
    await until(eventOf(runId, 'run-paused', ({ step }) => step === paused.step + 2));
    const taken = events.slice(events.indexOf(paused)).filter((event) => event.kind === 'chunk');
    expect(taken.map(({ firstStep, count }) => [firstStep, count])).toEqual([
      [paused.step, 1],
      [paused.step + 1, 1],
    ]);

    host.control(runId, { kind: 'resume' });
    await until(eventOf(runId, 'run-resumed'));
    await until(eventOf(runId, 'chunk', ({ firstStep }) => firstStep > paused.step + 10));
    host.control(runId, { kind: 'stop' });
    const end = await ended;
    expect(end).toMatchObject({ status: 'stopped', failure: null });
    expect(steps(events, runId)).toEqual(Array.from({ length: end.steps }, (_, step) => step));
    expect(traceSteps(job)).toBe(end.steps);
  });

  it('keeps to a pace, and leaves it when asked', async () => {
    const { host, until } = startHost();
    const { jobs } = planned(experimentOf(40), { kind: 'paced', stepsPerSecond: 20 });
    const job = only(jobs);
    const ended = host.run(job);
    await until(eventOf(job.runId, 'run-started'));
    const start = performance.now();
    await until(eventOf(job.runId, 'chunk', ({ firstStep, count }) => firstStep + count > 10));
    expect(performance.now() - start).toBeGreaterThan(450);
    host.control(job.runId, { kind: 'pace', pace: { kind: 'full' } });
    expect(await ended).toMatchObject({ status: 'done', steps: 40 });
  });

  it('interrupts a run for a commander that goes away', async () => {
    const { host, until } = startHost();
    const { jobs } = planned(experimentOf(1_000_000));
    const job = only(jobs);
    const ended = host.run(job);
    await until(eventOf(job.runId, 'chunk'));
    host.interrupt(job.runId);
    expect(await ended).toMatchObject({ status: 'interrupted', failure: null, folder: job.folder });
  });

  it('stops a run that its process has not heard of yet', async () => {
    const { host } = startHost();
    const { jobs } = planned(experimentOf(10));
    const job = only(jobs);
    const ended = host.run(job);
    host.control(job.runId, { kind: 'stop' });
    expect(await ended).toMatchObject({ status: 'stopped', steps: 0, folder: null });
  });

  it('refuses a second run while one trains', async () => {
    const { host, until } = startHost();
    const { jobs } = planned(experimentOf(1_000_000, [1, 2]));
    const [first, second] = jobs;
    if (first === undefined || second === undefined) throw new Error('Expected two jobs.');
    const ended = host.run(first);
    await until(eventOf(first.runId, 'chunk'));
    await expect(host.run(second)).rejects.toThrow('await its end');
    host.control(first.runId, { kind: 'stop' });
    await ended;
  });

  it.each(['SIGKILL', 'SIGSEGV'] as const)(
    'ends a run as failed when its process dies of %s, and trains the next in a new one',
    async (signal) => {
      const { host, until } = startHost();
      const { jobs } = planned(experimentOf(30, [1, 2]));
      const [first, second] = jobs;
      if (first === undefined || second === undefined) throw new Error('Expected two jobs.');
      // Slow enough to be alive when it is killed.
      const ended = host.run({ ...first, pace: { kind: 'paced', stepsPerSecond: 5 } });
      await until(eventOf(first.runId, 'chunk', ({ firstStep }) => firstStep >= 2));
      const lost = trainerOf(first);
      const states: string[] = [];
      host.onState((state) => states.push(state.kind));
      process.kill(lost, signal);

      const end = await ended;
      expect(end).toMatchObject({ status: 'failed', failure: { kind: 'host-lost' } });
      expect(end.failure?.message).toContain(signal);
      expect(traceSteps(first)).toBeGreaterThanOrEqual(end.steps);
      expect(await host.run(second)).toMatchObject({ status: 'done', steps: 30 });
      expect(states).toEqual(['lost', 'starting', 'ready']);
    },
  );

  it('tells a process that dies after XLA refused its run from a failed attempt at an engine', async () => {
    const { host, until } = startHost(AUTO, 'refuse');
    const { jobs } = planned(experimentOf(30, [1, 2]));
    const [first, second] = jobs;
    if (first === undefined || second === undefined) throw new Error('Expected two jobs.');
    const ended = host.run({ ...first, pace: { kind: 'paced', stepsPerSecond: 5 } });
    const started = await until(eventOf(first.runId, 'run-started'));
    expect(started.engine.engine).toBe('graph');
    await until(eventOf(first.runId, 'chunk'));
    process.kill(trainerOf(first), 'SIGKILL');
    expect(await ended).toMatchObject({ status: 'failed', failure: { kind: 'host-lost' } });
    expect(await host.run(second)).toMatchObject({ status: 'done', steps: 30 });
    // Neither engine did anything wrong.
    expect((await until(eventOf(second.runId, 'run-started'))).engine.engine).toBe('xla');
  });

  it('ends the run when an error is thrown in the process itself', async () => {
    const { host } = startHost(AUTO, undefined, hostWithWorker('senseless-worker.cjs'));
    const { jobs } = planned(experimentOf(10));
    const ended = await host.run(only(jobs));
    expect(ended).toMatchObject({ status: 'failed', failure: { kind: 'host-lost' } });
    expect(ended.failure?.message).toContain('The trainer process failed: ');
  });

  it('takes pace and pause before its process has heard of the run', async () => {
    const { host, events, until } = startHost();
    const job = only(planned(experimentOf(20), { kind: 'paced', stepsPerSecond: 1e-3 }).jobs);
    const ended = host.run(job);
    host.control(job.runId, { kind: 'pause' });
    host.control(job.runId, { kind: 'pace', pace: { kind: 'full' } });
    expect(await until(eventOf(job.runId, 'run-paused'))).toMatchObject({ step: 0 });
    host.control(job.runId, { kind: 'resume' });
    expect(await ended).toMatchObject({ status: 'done', steps: 20 });
    expect(events.filter((event) => event.kind === 'run-paused')).toHaveLength(1);
  });

  it('has a new process ready after one that died with nothing to do', async () => {
    const { host, processes } = startHost();
    const { jobs } = planned(experimentOf(20));
    await host.settled();
    processes[0]?.kill();
    expect(await host.run(only(jobs))).toMatchObject({ status: 'done', steps: 20 });
  });

  it('fits weights to networks', async () => {
    const { host } = startHost();
    const { jobs } = planned(experimentOf(1));
    const { settings } = only(jobs);
    const weights = [{ name: 'out.bias', shape: [1], values: new Float32Array(1) }];
    const { misfits } = await host.fitWeights(weights, [settings, settings]);
    expect(misfits).toHaveLength(2);
    expect(misfits[0]).toContain('rnn.weight_ih_l0');
  });

  it('answers fits that are asked for at once, each its own', async () => {
    const { host } = startHost();
    const { settings } = only(planned(experimentOf(1)).jobs);
    const weights = [{ name: 'out.bias', shape: [1], values: new Float32Array(1) }];
    const replies = await Promise.all([
      host.fitWeights(weights, [settings]),
      host.fitWeights(weights, [settings, settings]),
    ]);
    expect(replies.map(({ misfits }) => misfits.length)).toEqual([1, 2]);
  });

  it('says why there is no engine, and trains nothing', async () => {
    const { host } = startHost({ engine: 'xla', backend: 'cpu' });
    expect(await host.settled()).toMatchObject({ kind: 'lost', failure: { kind: 'engine' } });
    const ended = await host.run(only(planned(experimentOf(1)).jobs));
    expect(ended).toMatchObject({ status: 'failed', steps: 0, failure: { kind: 'engine' } });
  });
});

describe('a worker that goes wrong', () => {
  it.each([
    ['throw@12', 'worker-threw', 'UNROLL_FAULT asked for an exception before step 12'],
    ['exit@12', 'worker-threw', 'ended with exit code 3'],
    // So late that some steps are recorded before it: chunks wait for those before them to be.
    ['crash@10000', 'host-lost', 'SIGSEGV'],
    ['hang@12', 'worker-hung', 'no sign of life for 10 s'],
  ])('%s ends as %s, and the next run works', async (fault, kind, message) => {
    const { host } = startHost(undefined, fault);
    const step = Number(fault.split('@')[1]);
    const { jobs } = planned(experimentOf(step + 28, [1, 2]));
    const [first, second] = jobs;
    if (first === undefined || second === undefined) throw new Error('Expected two jobs.');
    const end = await host.run(first);
    expect(end).toMatchObject({ status: 'failed', failure: { kind } });
    expect(end.failure?.message).toContain(message);
    // A crash takes what was on its way to the recorder with it, and nothing else.
    if (kind === 'host-lost') expect(end.steps).toBeLessThanOrEqual(step);
    else expect(end.steps).toBe(step);
    expect(traceSteps(first)).toBe(end.steps);
    expect(await host.run(second)).toMatchObject({ status: 'done', steps: step + 28 });
  });

  it('is ended within seconds when a person stops a run that hangs', async () => {
    const { host, until } = startHost(undefined, 'hang@3');
    const { jobs } = planned(experimentOf(40), { kind: 'paced', stepsPerSecond: 0.001 });
    const job = only(jobs);
    const { runId } = job;
    const ended = host.run(job);
    await until(eventOf(runId, 'chunk'));
    for (let step = 1; step < 3; step += 1) host.control(runId, { kind: 'step' });
    await until(eventOf(runId, 'run-paused', ({ step }) => step === 3));
    // The worker hangs in the step before it can see the stop.
    host.control(runId, { kind: 'step' });
    const asked = performance.now();
    host.control(runId, { kind: 'stop' });
    expect(await ended).toMatchObject({ status: 'failed', steps: 3, failure: { kind: 'worker-hung' } });
    expect(performance.now() - asked).toBeLessThan(9000);
  });
});
