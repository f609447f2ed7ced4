import { describe, expect, it } from 'vitest';
import { Watchdog, watchdogTickMs } from '../../electron/trainer/watchdog';

/** Seconds of silence after which the dog barks; gives up after `seconds`. */
function barksAfter(watchdog: Watchdog, seconds: number): number | null {
  for (let tick = 1; tick <= (seconds * 1000) / watchdogTickMs; tick += 1) {
    const silentMs = watchdog.tick(watchdogTickMs);
    if (silentMs !== null) return silentMs / 1000;
  }
  return null;
}

describe('Watchdog', () => {
  it('gives a worker ten seconds between chunks', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    expect(barksAfter(watchdog, 60)).toBeCloseTo(10, 0);
  });

  it('lets a program be compiled for minutes', () => {
    const watchdog = new Watchdog();
    watchdog.enter('compiling');
    expect(barksAfter(watchdog, 300)).toBeNull();
  });

  it('waits longer for a network whose steps are long', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    watchdog.tookChunk(3000);
    expect(barksAfter(watchdog, 300)).toBeCloseTo(60, 0);
  });

  it('lets a step be looked at for minutes, even by one who was asked to stop, and knows afterwards how long steps take', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    watchdog.tookChunk(3000);
    watchdog.enter('inspecting');
    watchdog.askedToStop();
    expect(barksAfter(watchdog, 300)).toBeNull();
    watchdog.heard();
    watchdog.enter('training');
    expect(barksAfter(watchdog, 300)).toBeCloseTo(9, 0);
  });

  it('starts anew with every sign of life', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    expect(barksAfter(watchdog, 9)).toBeNull();
    watchdog.heard();
    expect(barksAfter(watchdog, 9)).toBeNull();
  });

  it('waits two seconds for a stop, or three long chunks', () => {
    const quick = new Watchdog();
    quick.enter('training');
    quick.askedToStop();
    expect(barksAfter(quick, 60)).toBeCloseTo(2, 0);

    const slow = new Watchdog();
    slow.enter('training');
    slow.tookChunk(3000);
    slow.askedToStop();
    expect(barksAfter(slow, 60)).toBeCloseTo(9, 0);
  });

  it('is patient again after the run that was stopped', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    watchdog.askedToStop();
    watchdog.enter('idle');
    expect(barksAfter(watchdog, 9)).toBeNull();
  });

  it('does not take a machine that slept for a worker that hangs', () => {
    const watchdog = new Watchdog();
    watchdog.enter('training');
    expect(watchdog.tick(8 * 3600 * 1000)).toBeNull();
  });
});
