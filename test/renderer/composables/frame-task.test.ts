// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { frameTask, promptFrameTask } from '../../../renderer/composables/frame-task';

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

describe('a frame task', () => {
  it('runs once in the next frame, however often it is asked for', async () => {
    let runs = 0;
    const task = frameTask(() => (runs += 1));
    task.request();
    task.request();
    expect(runs).toBe(0);
    await nextFrame();
    expect(runs).toBe(1);
    await nextFrame();
    expect(runs).toBe(1);
  });

  it('can be taken back', async () => {
    let runs = 0;
    const task = frameTask(() => (runs += 1));
    task.request();
    task.cancel();
    await nextFrame();
    expect(runs).toBe(0);
    task.request();
    await nextFrame();
    expect(runs).toBe(1);
  });
});

describe('a prompt frame task', () => {
  it('runs at once, and at most once more in the next frame', async () => {
    let runs = 0;
    const task = promptFrameTask(() => (runs += 1));
    task.request();
    expect(runs).toBe(1);
    task.request();
    task.request();
    expect(runs).toBe(1);
    await nextFrame();
    expect(runs).toBe(2);
    await nextFrame();
    await nextFrame();
    expect(runs).toBe(2);
    task.request();
    expect(runs).toBe(3);
  });

  it('can be taken back', async () => {
    let runs = 0;
    const task = promptFrameTask(() => (runs += 1));
    task.request();
    task.request();
    task.cancel();
    await nextFrame();
    expect(runs).toBe(1);
  });
});
