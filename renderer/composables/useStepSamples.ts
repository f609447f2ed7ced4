// What the trainer tells of the weights over the steps: evenly spread steps, asked for one after the other and kept.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Bridge } from '../../src-core/contract/ipc';
import type { InspectionAnswer } from '../../src-core/contract/inspection';

/** Steps per run that are asked for. */
const MOST_STEPS = 60;

export interface SampledRun {
  readonly runId: string;
  /** Steps taken, and steps that it will have taken. */
  readonly taken: number;
  readonly steps: number;
}

/** What can be asked of many steps: it needs no program of its own. */
type SampledKind = 'spectrum' | 'norms';

export type StepSample<K extends SampledKind> = Extract<InspectionAnswer, { readonly kind: K }>;

/** What is known by run, in order of step. */
export type StepSamples<K extends SampledKind> = ReadonlyMap<string, readonly StepSample<K>[]>;

/** Steps of a run that are worth asking for, of those taken. */
export function sampledSteps({ taken, steps }: SampledRun): number[] {
  const every = Math.max(1, Math.ceil(steps / MOST_STEPS));
  return Array.from({ length: Math.ceil(taken / every) }, (_, k) => k * every);
}

function isOf<K extends SampledKind>(answer: InspectionAnswer | null, kind: K): answer is StepSample<K> {
  return answer?.kind === kind;
}

/** @param runs those that are looked at; empty: nothing is asked */
export function useStepSamples<K extends SampledKind>(
  bridge: Pick<Bridge, 'inspect'>,
  kind: K,
  runs: () => readonly SampledRun[],
): Readonly<ShallowRef<StepSamples<K>>> {
  const samples = shallowRef<StepSamples<K>>(new Map());
  let busy = false;
  let disposed = false;
  /** Runs whose steps cannot be told. */
  const refused = new Set<string>();

  const next = (): { runId: string; step: number } | null => {
    for (const run of runs()) {
      const known = samples.value.get(run.runId)?.length ?? 0;
      const step = sampledSteps(run)[known];
      if (step !== undefined && !refused.has(run.runId)) return { runId: run.runId, step };
    }
    return null;
  };

  const keep = (runId: string, answer: StepSample<K>): void => {
    const known = [...(samples.value.get(runId) ?? []), answer];
    const current = new Set([runId, ...runs().map((run) => run.runId)]);
    samples.value = new Map(
      [...samples.value, [runId, known] as const].filter(([each]) => current.has(each)),
    );
  };

  const ask = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let wanted = next(); wanted !== null && !disposed; wanted = next()) {
      const { runId, step } = wanted;
      const answer = await bridge.inspect({ runId, question: { kind, step } }).catch(() => null);
      if (isOf(answer, kind)) keep(runId, answer);
      else refused.add(runId);
    }
    busy = false;
  };

  watch(runs, () => void ask(), { immediate: true });
  onScopeDispose(() => {
    disposed = true;
  });
  return samples;
}
