import { describe, expect, it } from 'vitest';
import { FEWEST_PAIRS, SIGNIFICANT, signTest } from '../../src-core/diagnosis/sign-test';
import recorded from './statistics.json';

describe('the sign test', () => {
  it.each(recorded.signTests)(
    'gives what scipy gives for $wins wins, $losses losses',
    ({ wins, losses, p }) => {
      expect(signTest(wins, losses)).toBeCloseTo(p, 12);
      if (p > 0) expect(signTest(wins, losses) / p).toBeCloseTo(1, 8);
      expect(signTest(losses, wins)).toBe(signTest(wins, losses));
    },
  );

  it('can name a winner from six pairs on, and not before', () => {
    expect(signTest(FEWEST_PAIRS, 0)).toBeLessThan(SIGNIFICANT);
    expect(signTest(FEWEST_PAIRS - 1, 0)).toBeGreaterThan(SIGNIFICANT);
  });

  it.each([
    [-1, 2],
    [0.5, 1],
    [NaN, 1],
  ])('refuses %o and %o', (wins, losses) => {
    expect(() => signTest(wins, losses)).toThrow(/expected counts of wins and losses/);
  });
});
