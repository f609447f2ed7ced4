// What an exported chart shows: data only. svg-chart.ts draws it.

export interface Series {
  readonly label: string;
  readonly colour: string;
  /** SVG dash pattern; null draws a solid line. */
  readonly dash: string | null;
  readonly x: ArrayLike<number>;
  /** As long as x. Values that are not finite are marked and named, never left out. */
  readonly y: ArrayLike<number>;
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

export interface Panel {
  readonly title: string;
  /** Unit and scale in words. */
  readonly caption: string;
  /** `full`: a row of its own; two `half` share one. */
  readonly width: 'full' | 'half';
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly thresholds: readonly Threshold[];
}

export interface Chart {
  readonly title: string;
  /** One line below the title. */
  readonly subtitle: string;
  readonly panels: readonly Panel[];
}
