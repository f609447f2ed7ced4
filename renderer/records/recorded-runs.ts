// Runs of long ago as the charts take them: the chosen experiments' lanes side by side, each with a colour of its own.
import type { RunEvent } from '../../src-core/contract/run-event';
import { RunRecord } from '../runs/run-record';
import { recordedColumns } from './record-settings';
import type { ListedRecord } from './record-query';

/** @param eventsOf events of an experiment by its id; null: not read yet, and so left out */
export function recordedRuns(
  chosen: readonly ListedRecord[],
  eventsOf: (id: string) => readonly RunEvent[] | null,
): readonly RunRecord[] {
  const names = recordedColumns(chosen).map(({ name }) => name);
  let first = 0;
  return chosen.flatMap(({ record, settings }) => {
    const offset = first;
    first += record.lanes.length;
    const runs = new Map<string, RunRecord>();
    for (const event of eventsOf(record.id) ?? []) {
      if (event.kind === 'run-started') {
        const lane = record.lanes.findIndex(({ label }) => label === event.lane);
        const trained = settings.get(event.lane);
        if (trained === undefined) continue;
        const index = offset + lane;
        const identity = { runId: event.runId, lane: names[index] ?? event.lane, seed: event.seed };
        runs.set(event.runId, new RunRecord(identity, index, trained));
      }
      runs.get(event.runId)?.apply(event);
    }
    return [...runs.values()];
  });
}
