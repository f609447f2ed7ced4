// How the lanes differ: loss of the first less that of another, seed by seed, so that what the seeds share falls out; and where
// twins part.
import type { Translate } from '../../language/translate';
import type { LinePanel, Mark, Series } from '../chart';
import { laneStyle } from '../colours';
import { laneCourse } from '../lane-course';
import type { RecordedLane, RecordedRun } from '../recorded-series';
import { counting, linePanel, stepAxis } from './panels';

/** The runs of one seed. */
interface Pair {
  readonly first: RecordedRun;
  readonly other: RecordedRun;
}

/** A lane against the first. */
interface Compared {
  readonly lane: RecordedLane;
  readonly name: string;
  readonly pairs: readonly Pair[];
}

/** Null where there is nothing to compare: one lane, or no seed that two lanes share. */
export function differencePanel(lanes: readonly RecordedLane[], t: Translate): LinePanel | null {
  const [first, ...others] = lanes;
  if (first === undefined) return null;
  const compared = others.map((lane) => comparedWith(first, lane)).filter(({ pairs }) => pairs.length > 0);
  const [only] = compared;
  if (only === undefined) return null;
  const name = compared.length === 1 ? only.name : t('figure.each-other', { lane: first.label });
  const several = compared.some(({ pairs }) => pairs.length > 1);
  return linePanel({
    title: t('difference.title'),
    caption: t(several ? 'difference.caption-seeds' : 'difference.caption', { name }),
    x: stepAxis(t),
    // Of two lanes it is A's line, as in the window; of more, each other lane keeps its own colour.
    series: compared.map((one) => differenceSeries(one, others.length === 1 ? first : one.lane)),
    marks: compared.flatMap((one) => partingMark(one, compared.length > 1, t)),
  });
}

function comparedWith(first: RecordedLane, lane: RecordedLane): Compared {
  const pairs = first.runs.flatMap((run): Pair[] => {
    const other = lane.runs.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [{ first: run, other }];
  });
  return { lane, name: `${first.label} − ${lane.label}`, pairs };
}

function differenceSeries({ name, pairs }: Compared, look: RecordedLane): Series {
  const { y, band } = laneCourse(pairs.map((pair) => ({ values: difference(pair), diverged: false })));
  return {
    ...laneStyle(look.index),
    label: name,
    x: counting(y.length),
    y,
    ...(band === null ? {} : { band }),
  };
}

/** As long as both runs took steps with finite losses. */
function difference({ first, other }: Pair): Float32Array {
  const [a, b] = [first.trace.loss, other.trace.loss];
  const end = Math.min(a.length, b.length, first.divergedAt ?? Infinity, other.divergedAt ?? Infinity);
  return Float32Array.from({ length: end }, (_, step) => (a[step] ?? NaN) - (b[step] ?? NaN));
}

/** Where the runs of the first seed part. Lanes that differ from the first step on never were twins. */
function partingMark(
  { lane, name, pairs: [pair] }: Compared,
  isNamed: boolean,
  t: Translate,
): readonly Mark[] {
  if (pair === undefined) return [];
  const [a, b] = [pair.first.trace.loss, pair.other.trace.loss];
  const step = a.subarray(0, b.length).findIndex((loss, place) => !Object.is(loss, b[place]));
  if (step <= 0) return [];
  const words = t('difference.parts', { step });
  const label = isNamed ? t('figure.named', { name, words }) : words;
  return [{ x: step, label, colour: laneStyle(lane.index).colour }];
}
