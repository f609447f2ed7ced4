// Colours and type of the charts, read from the style sheet's tokens: canvas cannot see CSS variables.

export interface ChartTheme {
  readonly surface: string;
  readonly sunken: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly grid: string;
  readonly target: string;
  readonly prediction: string;
  readonly warn: string;
  /** One colour per lane; a fifth lane begins again with the first. */
  readonly lanes: readonly string[];
  readonly fontFamily: string;
}

/** Size of text in charts, px. */
export const CHART_TEXT = 11;

/** Dashes of lanes one to four. */
export const LANE_DASHES: readonly (readonly number[])[] = [[], [6, 3], [8, 3, 2, 3], [3, 3]];

/** Dash of a lane's lines, the second code beside its colour: where the colours come again, the dashes are others. */
export function laneDash(index: number): readonly number[] {
  return cycled(LANE_DASHES, index + Math.floor(index / LANE_DASHES.length));
}

/** Item of a list that begins again at its end. @throws on an empty list. */
export function cycled<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('Expected a list with at least one item, got an empty one.');
  return item;
}

/** `#fff`, as a build shortens it, in full. */
const longHex = (color: string): string => color.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');

/** Reads the tokens that apply to an element now. */
export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim());
  return {
    surface: token('surface'),
    sunken: token('sunken'),
    text: token('text'),
    muted: token('muted'),
    edge: token('edge'),
    grid: token('grid'),
    target: token('target'),
    prediction: token('prediction'),
    warn: token('warn'),
    lanes: ['lane-1', 'lane-2', 'lane-3', 'lane-4'].map(token),
    fontFamily: token('font'),
  };
}
