/**
 * The two-sided sign test: how likely is it that of `wins + losses` fair coins as many or more fall to one side as did here,
 * whichever the side? Exact: twice the tail of the binomial distribution, at most 1. Pairs that tie say nothing and are left out
 * (Dixon & Mood 1946).
 * @returns p, 1 where every pair ties
 * @throws for anything but counts
 */
export function signTest(wins: number, losses: number): number {
  for (const count of [wins, losses]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new Error(`Sign test: expected counts of wins and losses, got ${wins} and ${losses}.`);
    }
  }
  const n = wins + losses;
  const fewer = Math.min(wins, losses);
  if (wins === losses) return 1;
  // In logarithms: 2⁻ⁿ is 0 in double beyond n = 1074.
  let term = Math.exp(logBinomial(n, fewer) - n * Math.LN2);
  let tail = 0;
  for (let k = fewer; k >= 0 && term > 0; k -= 1) {
    tail += term;
    term *= k / (n - k + 1);
  }
  return Math.min(1, 2 * tail);
}

/** ln C(n, k). */
function logBinomial(n: number, k: number): number {
  let sum = 0;
  for (let j = 1; j <= k; j += 1) sum += Math.log((n - k + j) / j);
  return sum;
}

/** The fewest pairs without a tie whose sign test can come below .05: six of six, p = .031. */
export const FEWEST_PAIRS = 6;

/** A winner is named below this. */
export const SIGNIFICANT = 0.05;
