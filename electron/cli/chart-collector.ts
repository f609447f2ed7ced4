// Gathers from run events what the chart of a finished experiment shows.
import type { Chunk, RunEvent, RunStarted } from '../../src-core/contract/run-event';
import type { Clip } from '../../src-core/experiment/experiment';
import type { ChartRun } from '../../src-core/export/run-chart';

interface Collected {
  readonly started: RunStarted;
  readonly loss: number[];
  readonly gradNorm: number[];
  readonly gradNormClipped: number[];
  readonly windows: { readonly x: number[]; readonly target: number[]; readonly prediction: number[] };
}

export class ChartCollector {
  private readonly runs = new Map<string, Collected>();

  /** @param clipOf clip rule of a lane, by its label */
  constructor(private readonly clipOf: (lane: string) => Clip) {}

  follow(event: RunEvent): void {
    if (event.kind === 'run-started') {
      const windows = { x: [], target: [], prediction: [] };
      this.runs.set(event.runId, { started: event, loss: [], gradNorm: [], gradNormClipped: [], windows });
    }
    const run = this.runs.get(event.runId);
    if (event.kind === 'chunk' && run !== undefined) append(run, event);
  }

  chartRuns(): readonly ChartRun[] {
    return [...this.runs.values()].map(({ started, ...collected }) => ({
      label: started.lane,
      clip: this.clipOf(started.lane),
      ...collected,
    }));
  }
}

function append(run: Collected, chunk: Chunk): void {
  run.loss.push(...chunk.loss);
  run.gradNorm.push(...chunk.gradNorm);
  run.gradNormClipped.push(...chunk.gradNormClipped);
  const { timeStep, outputSize } = run.started;
  chunk.detailSteps.forEach((step, detail) => {
    for (let t = 0; t < timeStep; t += 1) {
      // The first feature stands for all.
      const place = (detail * timeStep + t) * outputSize;
      run.windows.x.push(step + t / timeStep);
      run.windows.target.push(chunk.target[place] ?? NaN);
      run.windows.prediction.push(chunk.prediction[place] ?? NaN);
    }
  });
}
