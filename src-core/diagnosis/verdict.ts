// A comparison in words. A winner is named only where the sign test allows it; seeds, wins and the ratio of medians are always
// told.
import type { LaneComparison } from './compare-lanes';
import { FEWEST_PAIRS } from './sign-test';

/** One or two sentences on `lane` against `other`, by their labels. */
export function verdictText(comparison: LaneComparison, lane: string, other: string): string {
  const { seeds, winner } = comparison;
  if (seeds === 0) return `${lane} and ${other} have no seed in common that both came to the end of.`;
  const facts = `${lane} ends below ${other} in ${winsText(comparison)} (${testText(comparison)}), ${ratioText(comparison)}.`;
  if (winner !== null) return `${winner === 'lane' ? lane : other} wins: ${facts}`;
  return `No winner between ${lane} and ${other}: ${facts}${hintText(comparison)}`;
}

function winsText({ wins, seeds, ties }: LaneComparison): string {
  const level = ties === 0 ? '' : `, level in ${ties}`;
  return `${wins} of ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}${level}`;
}

function testText({ pValue }: LaneComparison): string {
  return `two-sided sign test, p ${pValue < 0.0001 ? '< 0.0001' : `= ${Number(pValue.toPrecision(2))}`}`;
}

function ratioText({ ratioOfMedians }: LaneComparison): string {
  if (Number.isNaN(ratioOfMedians)) return 'ratio of medians not defined';
  return `ratio of medians ${ratioOfMedians === Infinity ? '∞' : Number(ratioOfMedians.toPrecision(2))}`;
}

function hintText({ wins, losses }: LaneComparison): string {
  const pairs = wins + losses;
  return pairs < FEWEST_PAIRS ? ` It takes at least ${FEWEST_PAIRS} seeds to name one.` : '';
}
