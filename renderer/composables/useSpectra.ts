// Spectrum of the recurrent weights over the steps: evenly spread steps, asked for one after the other and kept.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Bridge } from '../../src-core/contract/ipc';
import type { GateSpectrum } from '../../src-core/contract/inspection';

/** Steps per run that are asked for. */
const MOST_STEPS = 60;

export interface SpectrumRun {
  readonly runId: string;
  /** Steps taken, and steps that it will have taken. */
  readonly taken: number;
  readonly steps: number;
}

export interface SpectrumPoint {
  readonly step: number;
  readonly gates: readonly GateSpectrum[];
}

/** Steps of a run that are worth asking for, of those taken. */
export function spectrumSteps({ taken, steps }: SpectrumRun): number[] {
  const every = Math.max(1, Math.ceil(steps / MOST_STEPS));
  return Array.from({ length: Math.ceil(taken / every) }, (_, k) => k * every);
}

/** @param runs those that are looked at; empty: nothing is asked. @returns points by run, in order of step */
export function useSpectra(
  bridge: Pick<Bridge, 'inspect'>,
  runs: () => readonly SpectrumRun[],
): Readonly<ShallowRef<ReadonlyMap<string, readonly SpectrumPoint[]>>> {
  const spectra = shallowRef<ReadonlyMap<string, readonly SpectrumPoint[]>>(new Map());
  let busy = false;
  let disposed = false;
  /** Runs whose steps cannot be told. */
  const refused = new Set<string>();

  const next = (): { runId: string; step: number } | null => {
    for (const run of runs()) {
      const known = spectra.value.get(run.runId)?.length ?? 0;
      const step = spectrumSteps(run)[known];
      if (step !== undefined && !refused.has(run.runId)) return { runId: run.runId, step };
    }
    return null;
  };

  const ask = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let wanted = next(); wanted !== null && !disposed; wanted = next()) {
      const { runId, step } = wanted;
      const answer = await bridge.inspect({ runId, question: { kind: 'spectrum', step } }).catch(() => null);
      if (answer?.kind !== 'spectrum') {
        refused.add(runId);
        continue;
      }
      const points = [...(spectra.value.get(runId) ?? []), { step, gates: answer.gates }];
      const current = new Set(runs().map((run) => run.runId));
      spectra.value = new Map(
        [...spectra.value, [runId, points] as const].filter(
          ([known]) => known === runId || current.has(known),
        ),
      );
    }
    busy = false;
  };

  watch(runs, () => void ask(), { immediate: true });
  onScopeDispose(() => {
    disposed = true;
  });
  return spectra;
}
