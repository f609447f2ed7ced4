import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import {
  laneIndexAt,
  placeOfLane,
  placeOfResolved,
  sweepLayout,
} from '../../src-core/experiment/sweep-layout';

function read(file: object): Experiment {
  const parsed = parseExperiment({ format: 'unroll-experiment', version: 1, ...file });
  if (parsed.kind === 'ok') return parsed.experiment;
  throw new Error(JSON.stringify(parsed.problems));
}

const twoLanes = read({
  lanes: [{ label: 'RNN' }, { label: 'LSTM', set: { 'model.cell': 'lstm' } }],
  sweep: { 'model.hiddenSize': [4, 8, 16], 'training.steps': [5, 6] },
});

describe('the layout of a sweep', () => {
  it('finds every lane that is trained at its point, as the lanes themselves say', () => {
    const layout = sweepLayout(twoLanes);
    const resolved = resolveLanes(twoLanes);
    if (layout === null || resolved.kind === 'refused') throw new Error('Expected a sweep that resolves.');
    const found = resolved.lanes.map((_, index) => placeOfResolved(layout, index));
    expect(found.map(({ stated }) => layout.stated[stated])).toEqual(
      resolved.lanes.map(({ stated }) => stated),
    );
    expect(found.map(({ point }) => layout.points[point])).toEqual(resolved.lanes.map(({ point }) => point));
  });

  it('numbers lanes so that those of one point follow on each other, and finds them by their number', () => {
    const layout = sweepLayout(twoLanes);
    if (layout === null) throw new Error('Expected a sweep.');
    const places = layout.points.flatMap((_, point) => [0, 1].map((stated) => ({ stated, point })));
    const numbers = places.map((place) => laneIndexAt(layout, place));
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, k) => k));
    expect(numbers.map((number) => placeOfLane(layout, number))).toEqual(places);
  });

  it('is none of an experiment without a sweep', () => {
    expect(sweepLayout(read({}))).toBeNull();
  });
});
