// The parts of Chart.js that are used, registered once, and what all charts share.
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartOptions,
} from 'chart.js';
import type { Point } from '../runs/min-max-buckets';

export type LineChart = Chart<'line', Point[]>;

/** Registers controllers, elements and scales; call once before the first chart. */
export function registerChartParts(): void {
  Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler);
}

/** Options of every chart: nothing animated, nothing parsed, no events of its own. */
export const SHARED_OPTIONS = {
  animation: false,
  parsing: false,
  normalized: true,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
  datasets: { line: { pointRadius: 0, borderJoinStyle: 'bevel', spanGaps: false } },
} as const satisfies ChartOptions<'line'>;
