import { describe, expect, it } from 'vitest';
import { RunControl } from '../../electron/trainer/run-control';
import type { Pace } from '../../src-core/contract/run-event';

const full: Pace = { kind: 'full' };

interface Controlled {
  readonly control: RunControl;
  readonly said: string[];
  /** Resolves when the loop first stands still. */
  readonly paused: Promise<void>;
}

function controlled(pace: Pace = full): Controlled {
  const said: string[] = [];
  let resolve: () => void = () => undefined;
  const paused = new Promise<void>((done) => {
    resolve = done;
  });
  const control = new RunControl(pace, {
    onPaused: () => {
      said.push('paused');
      resolve();
    },
    onResumed: () => said.push('resumed'),
  });
  return { control, said, paused };
}

describe('RunControl', () => {
  it('trains as many steps as fit into a chunk at full speed', async () => {
    const { control, said } = controlled();
    expect(await control.nextTurn()).toEqual({ kind: 'train', atMost: null, waited: false });
    expect(await control.nextTurn()).toEqual({ kind: 'train', atMost: null, waited: false });
    expect(said).toEqual([]);
  });

  it('stands still while paused, and says so once', async () => {
    const { control, said, paused } = controlled();
    control.pause();
    const turn = control.nextTurn();
    await paused;
    control.pause();
    control.resume();
    expect(await turn).toEqual({ kind: 'train', atMost: null, waited: true });
    expect(said).toEqual(['paused', 'resumed']);
  });

  it('takes one step at a time, and is paused after each', async () => {
    const { control, said, paused } = controlled();
    control.step();
    control.step();
    expect(await control.nextTurn()).toMatchObject({ kind: 'train', atMost: 1 });
    expect(await control.nextTurn()).toMatchObject({ kind: 'train', atMost: 1 });
    const turn = control.nextTurn();
    await paused;
    control.resume();
    expect(await turn).toMatchObject({ atMost: null, waited: true });
    expect(said).toEqual(['paused', 'resumed']);
  });

  it('forgets single steps when it is resumed', async () => {
    const { control } = controlled();
    control.step();
    control.resume();
    expect(await control.nextTurn()).toMatchObject({ atMost: null });
  });

  it.each(['stopped', 'interrupted'] as const)('ends as %s, even while paused', async (status) => {
    const { control } = controlled();
    control.pause();
    const turn = control.nextTurn();
    control.stop(status);
    control.stop('stopped');
    expect(await turn).toEqual({ kind: 'end', status });
  });

  it('waits for the recorder when eight chunks are on their way', async () => {
    const { control } = controlled();
    for (let chunk = 0; chunk < 8; chunk += 1) control.sent();
    let done = false;
    const turn = control.nextTurn().then((value) => {
      done = true;
      return value;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    control.recorded();
    // The recorder is the app's own: the time counts as training.
    expect(await turn).toEqual({ kind: 'train', atMost: null, waited: false });
  });

  it('takes paced steps when they are due, and none too early', async () => {
    const { control } = controlled({ kind: 'paced', stepsPerSecond: 50 });
    const start = performance.now();
    let steps = 0;
    while (steps < 6) {
      const turn = await control.nextTurn();
      if (turn.kind === 'train') steps += turn.atMost ?? 0;
      // Step k is due at k / 50 s, the first at once; timers count in whole milliseconds.
      expect(performance.now() - start).toBeGreaterThanOrEqual((steps - 1) * 20 - 1);
    }
  });

  it('catches up with a schedule it is late for', async () => {
    const { control } = controlled({ kind: 'paced', stepsPerSecond: 1000 });
    const due = performance.now() + 40;
    await control.nextTurn();
    while (performance.now() < due);
    const turn = await control.nextTurn();
    expect(turn.kind === 'train' ? turn.atMost : 0).toBeGreaterThanOrEqual(30);
  });

  it('changes its pace while it waits', async () => {
    const { control } = controlled({ kind: 'paced', stepsPerSecond: 0.001 });
    await control.nextTurn();
    const turn = control.nextTurn();
    control.setPace(full);
    expect(await turn).toMatchObject({ kind: 'train', atMost: null });
  });
});
