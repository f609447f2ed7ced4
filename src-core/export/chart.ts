// What an exported chart shows: data only. svg-chart.ts draws it, chart-csv.ts and its neighbours write it down.

/** What lies between a lower and an upper line: the quartiles of several seeds. */
export interface Band {
  /** As long as the series; may be infinite. */
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

export interface Series {
  readonly label: string;
  readonly colour: string;
  /** SVG dash pattern; null draws a solid line. */
  readonly dash: string | null;
  readonly x: ArrayLike<number>;
  /** As long as x. Values that are not finite are marked and named, never left out. */
  readonly y: ArrayLike<number>;
  readonly band?: Band;
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** Put after every tick: `π`, `%`; empty for none. */
  readonly unit: string;
}

/** A horizontal line such as a clip limit. */
export interface Threshold {
  readonly value: number;
  readonly label: string;
}

/** A place on the x axis with something to say: where a run diverged. */
export interface Mark {
  readonly x: number;
  readonly label: string;
  readonly colour: string;
}

interface PanelBase {
  readonly title: string;
  /** Unit and scale in words. */
  readonly caption: string;
  /** `full`: a row of its own; two `half` share one. */
  readonly width: 'full' | 'half';
  readonly x: Axis;
  readonly y: Axis;
}

export interface LinePanel extends PanelBase {
  readonly kind: 'lines';
  readonly series: readonly Series[];
  readonly thresholds: readonly Threshold[];
  readonly marks: readonly Mark[];
}

/** Values over two axes as colours: gradient flow over step and t. */
export interface HeatPanel extends PanelBase {
  readonly kind: 'heat';
  /** Ascending; a column reaches to the next one. */
  readonly xs: ArrayLike<number>;
  /** Rows count from 0 at the bottom. */
  readonly rows: number;
  /** Shape [xs.length, rows]. */
  readonly values: Float32Array;
  /** Colour of the largest value; the smallest is nearly white. */
  readonly colour: string;
  /** Range of the colours, logarithmic; values beyond its ends look like the ends. */
  readonly range: { readonly min: number; readonly max: number };
}

export type Panel = LinePanel | HeatPanel;

export interface Chart {
  readonly title: string;
  /** One line below the title. */
  readonly subtitle: string;
  readonly panels: readonly Panel[];
  /** Below it all: which experiment this is, how it was trained. Wrapped to the width. */
  readonly caption: readonly string[];
}
