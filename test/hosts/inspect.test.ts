// What a step did, asked of a real host: native TensorFlow, compiled programs, two processes in between.
import { beforeAll, describe, expect, it } from 'vitest';
import type { SupervisedHost } from '../../electron/hosts/supervised-host';
import type { RunJob } from '../../src-core/contract/host-message';
import type { InspectedStep } from '../../src-core/contract/inspection';
import type { Chunk, RunEvent } from '../../src-core/contract/run-event';
import { buildBundles } from '../trainer/bundles';
import { eventOf, experimentOf, planned, startHost } from './host';

beforeAll(buildBundles);

interface Recorded {
  readonly loss: number;
  readonly gradNorm: number;
  readonly flow: readonly number[];
}

/** What the run said of a step. */
function recorded(events: readonly RunEvent[], { runId }: RunJob, step: number): Recorded {
  const chunk = events.find(
    (event): event is Chunk =>
      event.kind === 'chunk' &&
      event.runId === runId &&
      event.firstStep <= step &&
      step < event.firstStep + event.count,
  );
  if (chunk === undefined) throw new Error(`Expected step ${step} among the events.`);
  const row = step - chunk.firstStep;
  const width = chunk.flow.length / chunk.detailSteps.length;
  const detail = chunk.detailSteps.indexOf(step);
  return {
    loss: chunk.loss[row] ?? NaN,
    gradNorm: chunk.gradNorm[row] ?? NaN,
    flow: [...chunk.flow.subarray(detail * width, (detail + 1) * width)],
  };
}

async function inspected(host: SupervisedHost, job: RunJob, step: number): Promise<Recorded> {
  const answer = await host.inspect(job, { kind: 'step', step, parts: ['states'] });
  if (answer.kind !== 'step') throw new Error(`Expected a step, got ${JSON.stringify(answer)}.`);
  const { loss, gradNorm, directions }: InspectedStep = answer;
  return {
    loss,
    gradNorm,
    flow: directions.flatMap(({ flow }) => [...(flow['h'] ?? [])]),
  };
}

describe('a step that is looked at', () => {
  it('is told to the bit: in training, after the end, and by a host that never trained the run', async () => {
    const { host, events, until } = startHost();
    const { jobs } = planned(experimentOf(400), { kind: 'paced', stepsPerSecond: 100 });
    const [job] = jobs;
    if (job === undefined) throw new Error('Expected a job.');
    const ended = host.run(job);
    await until(eventOf(job.runId, 'chunk', ({ firstStep }) => firstStep >= 20));
    expect(await inspected(host, job, 12)).toEqual(recorded(events, job, 12));
    expect(events.some(eventOf(job.runId, 'run-ended'))).toBe(false);
    host.control(job.runId, { kind: 'pause' });
    await until(eventOf(job.runId, 'run-paused'));
    expect(await inspected(host, job, 19)).toEqual(recorded(events, job, 19));
    host.control(job.runId, { kind: 'pace', pace: { kind: 'full' } });
    host.control(job.runId, { kind: 'resume' });
    expect(await ended).toMatchObject({ status: 'done', steps: 400 });
    expect(await inspected(host, job, 399)).toEqual(recorded(events, job, 399));
    const other = startHost();
    expect(await inspected(other.host, job, 250)).toEqual(recorded(events, job, 250));
  });

  it('is refused with the reason where it was not taken', async () => {
    const { host } = startHost();
    const { jobs } = planned(experimentOf(5));
    const [job] = jobs;
    if (job === undefined) throw new Error('Expected a job.');
    await host.run(job);
    const answer = await host.inspect(job, { kind: 'step', step: 5, parts: [] });
    expect(answer).toMatchObject({ kind: 'refused', message: expect.stringContaining('Step 5') });
  });
});
