// The little picture of a recorded experiment: the loss of its lanes, on one logarithmic scale.
import type { RecordedLane } from '../../src-core/contract/recorded-list';

export interface ThumbnailLine {
  /** Place of the lane in the experiment. */
  readonly lane: number;
  /** SVG path in a box of width × height. */
  readonly path: string;
}

/** Lanes that a thumbnail has room for. */
const MOST_LINES = 8;
/** Shown of losses that span more: the largest against the smallest. */
const WIDEST_SPAN = 1e8;

/** One line per lane; each is as wide as the share of the longest lane's steps that it took. */
export function thumbnailLines(
  lanes: readonly RecordedLane[],
  width: number,
  height: number,
): readonly ThumbnailLine[] {
  const drawn = lanes.slice(0, MOST_LINES);
  const positive = drawn.flatMap(({ thumbnail }) => thumbnail.filter((loss) => loss > 0 && loss < Infinity));
  if (positive.length === 0) return [];
  const high = Math.max(...positive);
  const low = Math.max(Math.min(...positive), high / WIDEST_SPAN);
  const span = Math.log(high / low) || 1;
  const longest = Math.max(1, ...drawn.map(({ steps }) => steps));
  const y = (loss: number): number =>
    height * (Math.log(high / Math.min(high, Math.max(low, loss))) / span) * 0.9 + height * 0.05;
  return drawn.flatMap(({ thumbnail, steps }, lane) => {
    const last = Math.max(1, thumbnail.length - 1);
    const points = thumbnail.flatMap((loss, k) =>
      Number.isFinite(loss)
        ? [`${((k / last) * width * (steps / longest)).toFixed(1)} ${y(loss).toFixed(1)}`]
        : [],
    );
    return points.length < 2 ? [] : [{ lane, path: `M${points.join('L')}` }];
  });
}
