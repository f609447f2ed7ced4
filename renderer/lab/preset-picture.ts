// The recorded losses of the gallery as points of small pictures.
import recorded from './preset-pictures.json';

/** Size of a picture, in its own units. */
export const PICTURE = { width: 240, height: 72 } as const;
const MARGIN = 3;

const PICTURES: Readonly<Record<string, readonly (readonly (number | null)[])[]>> = recorded;

/** Points per lane, as an SVG polyline has them, on a log axis over all lanes; a line ends where its run diverged. */
export function presetLines(id: string): readonly string[] {
  const lanes = PICTURES[id] ?? [];
  const values = lanes.flat().filter((value) => value !== null && value > 0) as number[];
  if (values.length === 0) return [];
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const longest = Math.max(...lanes.map((lane) => lane.length));
  const place = (value: number, step: number): string => {
    const x = (step / Math.max(1, longest - 1)) * PICTURE.width;
    const share = high === low ? 0.5 : (high - Math.log(value)) / (high - low);
    return `${x.toFixed(1)},${(MARGIN + share * (PICTURE.height - 2 * MARGIN)).toFixed(1)}`;
  };
  return lanes.map((lane) =>
    lane.flatMap((value, step) => (value === null || value <= 0 ? [] : [place(value, step)])).join(' '),
  );
}
