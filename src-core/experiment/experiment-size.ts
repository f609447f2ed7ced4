// How large an experiment is as a whole: every lane, at every point of the sweep, with every seed.
import type { Settings } from './experiment';
import type { Problem } from './problem';
import { describeSize, estimateSize, LARGEST_SIZE } from './size-estimate';
import type { SweepAxis } from './sweep';

/** What a run takes in the manifest, which names every run and is held and written as one text. */
const MANIFEST_BYTES_PER_RUN = 500;
const LARGEST_MANIFEST = 64 * 2 ** 20;

const MOST_RUNS = Math.floor(LARGEST_MANIFEST / MANIFEST_BYTES_PER_RUN);

interface Lists {
  readonly lanes: readonly unknown[];
  readonly seeds: readonly unknown[];
}

function productText({ lanes, seeds }: Lists, axes: readonly SweepAxis[]): string {
  const factors = [
    `${lanes.length} ${lanes.length === 1 ? 'lane' : 'lanes'}`,
    ...axes.map(({ values }) => `${values.length} values`),
    `${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}`,
  ];
  return factors.join(' × ');
}

/** More runs than their manifest can name. Looked at before the lanes are made. */
export function countProblems(lists: Lists, axes: readonly SweepAxis[]): readonly Problem[] {
  const runs = axes.reduce((product, { values }) => product * values.length, 1);
  const count = lists.lanes.length * lists.seeds.length * runs;
  if (count <= MOST_RUNS) return [];
  const expected = `at most ${MOST_RUNS} runs, whose manifest takes ${LARGEST_MANIFEST / 2 ** 20} MiB (take fewer lanes, seeds or values of the sweep)`;
  return [{ path: '', expected, got: `${count} runs (${productText(lists, axes)})` }];
}

/** More training than anybody waits for, though every run by itself is within bounds. */
export function timeProblems(
  lanes: readonly { readonly settings: Settings }[],
  seeds: number,
): readonly Problem[] {
  const seconds = seeds * lanes.reduce((sum, { settings }) => sum + estimateSize(settings).seconds, 0);
  if (seconds <= LARGEST_SIZE.seconds) return [];
  const expected = `at most ${describeSize.seconds(LARGEST_SIZE.seconds)} of one core (take fewer steps, seeds or lanes)`;
  return [
    {
      path: '',
      expected,
      got: `about ${describeSize.seconds(seconds)} for ${lanes.length} lanes × ${seeds} seeds`,
    },
  ];
}
