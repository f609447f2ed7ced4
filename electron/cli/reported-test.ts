// What a run came to on windows it was not trained on, for the report: gathered from its events.
import type { Baseline, Evaluated, RunEvent } from '../../src-core/contract/run-event';

export interface ReportedTest {
  readonly baseline: Baseline | null;
  /** The last evaluation; null before the first. */
  readonly evaluated: Evaluated | null;
}

/** Takes note of an event. @param tests by runId */
export function noteTest(tests: Map<string, ReportedTest>, event: RunEvent): void {
  if (event.kind === 'run-started') tests.set(event.runId, { baseline: event.baseline, evaluated: null });
  if (event.kind === 'evaluated')
    tests.set(event.runId, { baseline: tests.get(event.runId)?.baseline ?? null, evaluated: event });
}
