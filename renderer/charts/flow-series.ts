// Gradient flow as bands of a heatmap, one per lane, layer and direction: domain → rows, no pixels.
import { flowGroups } from '../../src-core/diagnosis/flow-groups';
import type { Translate } from '../../src-core/language/translate';
import { count, figure, tickText } from '../format/number-text';
import type { RunRecord } from '../runs/run-record';
import type { Trace } from '../runs/trace';
import { logDomain, type Domain } from './axis-domain';
import type { TableSource } from './trace-table';

/** Decades of flow that colours tell apart; what is smaller looks like the smallest. */
const SHOWN_DECADES = 8;

/** ‖∂L/∂h_t‖ over steps and t of one layer in one direction. */
export interface FlowBand {
  readonly runId: string;
  readonly label: string;
  /** Layer and direction in short, `L1 →`; empty where the network has but one of each. */
  readonly mark: string;
  readonly lane: number;
  readonly trace: Trace;
  /** Column of the flow table for each t. */
  readonly columns: readonly number[];
}

/** The bands of all lanes, in order of lane, layer, direction. @throws where a flow column has no known name. */
export function flowBands(runs: readonly RunRecord[], t: Translate): FlowBand[] {
  return runs.flatMap((run) => (run.trace === null ? [] : bandsOf(run, run.trace, t)));
}

function bandsOf(run: RunRecord, trace: Trace, t: Translate): FlowBand[] {
  const { runId } = run.identity;
  const lane = run.label;
  return flowGroups(trace.shape.flowColumns).map(({ layer, reverse, mark, columns }) => ({
    runId,
    mark,
    label: mark === '' ? lane : t(reverse ? 'flow.layer-reverse' : 'flow.layer', { lane, layer: layer + 1 }),
    lane: run.laneIndex,
    trace,
    columns,
  }));
}

/** Range of the colours in decades; never more than {@link SHOWN_DECADES}. */
export function flowRange(bands: readonly FlowBand[]): Domain {
  const extents = bands.flatMap(({ trace }) => trace.flowExtent ?? []);
  if (extents.length === 0) return logDomain(null, -3, 0);
  const extent = {
    low: Math.min(...extents.map(({ low }) => low)),
    high: Math.max(...extents.map(({ high }) => high)),
  };
  const { min, max } = logDomain(extent, Infinity, -Infinity);
  return { min: Math.max(min, max / Number(`1e${SHOWN_DECADES}`)), max };
}

/** Place of a flow value between the ends of a range: 0 … 1; NaN where it is not finite. */
export function flowShare(value: number, { min, max }: Domain): number {
  if (!Number.isFinite(value)) return NaN;
  if (value <= min) return 0;
  return Math.min(1, Math.log(value / min) / Math.log(max / min));
}

/** The flow of one band at the recorded step nearest before `step`; null where none is recorded. */
export function flowAt(
  band: FlowBand,
  step: number,
): { readonly step: number; readonly flow: number[] } | null {
  const place = band.trace.detailSteps.lastAtOrBefore(step);
  if (place < 0) return null;
  const flow = band.columns.map((column) => band.trace.flow.at(place, column));
  return { step: band.trace.detailSteps.at(place), flow };
}

/** Recorded steps as rows, one column per t of each band. */
export function flowTable(bands: readonly FlowBand[], t: Translate): TableSource {
  const first = bands[0];
  return {
    head: [
      t('chart.step'),
      ...bands.flatMap((band) => band.columns.map((_, time) => headText(band, time, bands.length))),
    ],
    rows: first?.trace.detailSteps.length ?? 0,
    row: (index) => [
      count(first?.trace.detailSteps.at(index) ?? 0),
      ...bands.flatMap(({ trace, columns }) =>
        columns.map((column) => figure(trace.flow.at(index, column), 4)),
      ),
    ],
  };
}

const headText = (band: FlowBand, t: number, bands: number): string =>
  bands === 1 ? `t = ${t}` : `${band.label} t = ${t}`;

/** The flow in one sentence per band, for those who hear the chart. */
export function spokenFlow(bands: readonly FlowBand[], t: Translate): string {
  const sentences = bands.flatMap((band) => {
    const last = flowAt(band, Infinity);
    if (last === null) return [];
    const [begin, end] = [last.flow[0] ?? NaN, last.flow.at(-1) ?? NaN];
    return t('flow.spoken', {
      band: band.label,
      step: count(last.step),
      first: figure(begin),
      last: figure(end),
    });
  });
  return sentences.length === 0 ? t('chart.no-steps') : sentences.join(' ');
}

/** Ends of the colour range, as text. */
export function flowRangeText({ min, max }: Domain): { readonly low: string; readonly high: string } {
  return { low: tickText(min), high: tickText(max) };
}
