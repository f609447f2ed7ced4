import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../renderer/runs/rate-meter';

describe('a rate meter', () => {
  it('says nothing before it has seen progress', () => {
    const meter = new RateMeter();
    expect(meter.secondsLeft(100)).toBeNull();
    meter.note(0, 1);
    expect(meter.secondsLeft(100)).toBeNull();
    meter.note(50, 1);
    expect(meter.secondsLeft(100)).toBeNull();
  });

  it('goes by the last seconds, not by the whole run', () => {
    const meter = new RateMeter();
    // A slow beginning: one step a second; then twenty a second.
    for (let second = 0; second <= 10; second += 1) meter.note(second * 1000, second);
    for (let i = 1; i <= 100; i += 1) meter.note(10_000 + i * 50, 10 + i);
    expect(meter.secondsLeft(210)).toBeCloseTo(5, 1);
  });

  it('forgets a pause', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    meter.note(100, 10);
    meter.reset();
    meter.note(60_000, 10);
    meter.note(60_100, 20);
    expect(meter.secondsLeft(120)).toBeCloseTo(1);
  });

  it('is never negative', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    meter.note(100, 10);
    expect(meter.secondsLeft(5)).toBe(0);
  });
});
