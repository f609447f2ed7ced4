// Colours of exported charts, those of the window's light theme. Target and prediction have theirs alone; lanes come from
// Okabe and Ito's set, which colour-blind people tell apart, without its blue and vermillion, darkened so that a line stands
// out from white by 3 : 1. A dash is the second code of a lane.

export const TARGET_COLOUR = '#c8322f';
export const PREDICTION_COLOUR = '#2464cf';

export interface LaneStyle {
  readonly colour: string;
  /** SVG dash pattern; null draws a solid line. */
  readonly dash: string | null;
}

const LANE_COLOURS = ['#008060', '#b87400', '#b0558a', '#2f88bd'] as const;
const LANE_DASHES = [null, '6 3', '8 3 2 3', '3 3'] as const;

/** Style of the lane at a place in the list; colours return after four, with another dash. */
export function laneStyle(index: number): LaneStyle {
  const round = Math.floor(index / LANE_COLOURS.length);
  return {
    colour: LANE_COLOURS[index % LANE_COLOURS.length] ?? LANE_COLOURS[0],
    dash: LANE_DASHES[(index + round) % LANE_DASHES.length] ?? null,
  };
}

/** Ink of everything that is not data, on white. Text keeps 4.5 : 1. */
export const INK = {
  paper: '#ffffff',
  text: '#1b1e23',
  muted: '#5f656e',
  axis: '#b9bcc2',
  grid: '#ececea',
  warning: '#8a5a00',
} as const;
