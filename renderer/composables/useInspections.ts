// What a step did, asked of the trainer for every run on screen: one question per run at a time, always about the step looked
// at now; answers about any other are dropped.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Bridge } from '../../src-core/contract/ipc';
import type { InspectedStep, InspectionAnswer, InspectionPart } from '../../src-core/contract/inspection';

/** What is looked at; null: nothing. */
export interface Inspected {
  readonly runId: string;
  readonly step: number;
  readonly parts: readonly InspectionPart[];
}

/** What is known of a run: the last step that was told, or why none can be. */
export interface InspectionState {
  readonly step: InspectedStep | null;
  readonly refusal: string | null;
}

/** While a run goes on, at most one question per run in this many milliseconds: every answer interrupts the training. */
const LIVE_INTERVAL_MS = 200;

const keyOf = ({ step, parts }: Inspected): string => `${step} ${parts.join()}`;

export interface InspectionOptions {
  readonly bridge: Pick<Bridge, 'inspect'>;
  /** What is to be known now, one entry per run. */
  readonly wanted: () => readonly Inspected[];
  /** A run goes on. */
  readonly live: () => boolean;
}

/** Answers by run, as they come. */
export function useInspections({
  bridge,
  wanted,
  live,
}: InspectionOptions): Readonly<ShallowRef<ReadonlyMap<string, InspectionState>>> {
  const states = shallowRef<ReadonlyMap<string, InspectionState>>(new Map());
  const asked = new Map<string, string>();
  const busy = new Set<string>();
  let disposed = false;

  /** Runs that are no longer looked at: one that is again is asked about anew. */
  const forgetOthers = (): void => {
    const current = new Set(wanted().map(({ runId }) => runId));
    for (const runId of asked.keys()) if (!current.has(runId)) asked.delete(runId);
    if ([...states.value.keys()].some((runId) => !current.has(runId)))
      states.value = new Map([...states.value].filter(([runId]) => current.has(runId)));
  };

  const tell = (inspected: Inspected, answer: InspectionAnswer): void => {
    const known = states.value.get(inspected.runId)?.step ?? null;
    const next =
      answer.kind === 'step'
        ? { step: answer, refusal: null }
        : { step: known, refusal: answer.kind === 'refused' ? answer.message : null };
    states.value = new Map([...states.value, [inspected.runId, next] as const]);
    forgetOthers();
  };

  const ask = async (inspected: Inspected): Promise<void> => {
    const { runId, step, parts } = inspected;
    busy.add(runId);
    asked.set(runId, keyOf(inspected));
    const answer = await bridge
      .inspect({ runId, question: { kind: 'step', step, parts } })
      .catch((error: unknown): InspectionAnswer => ({ kind: 'refused', message: String(error) }));
    if (disposed) return;
    tell(inspected, answer);
    if (live()) await new Promise((resolve) => setTimeout(resolve, LIVE_INTERVAL_MS));
    busy.delete(runId);
    if (!disposed) askAll();
  };

  const askAll = (): void => {
    forgetOthers();
    for (const inspected of wanted()) {
      const { runId } = inspected;
      if (!busy.has(runId) && asked.get(runId) !== keyOf(inspected)) void ask(inspected);
    }
  };

  watch(wanted, askAll, { immediate: true });
  onScopeDispose(() => {
    disposed = true;
  });
  return states;
}
