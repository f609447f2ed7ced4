// The bench as the document of the window: main is told what lies on it, and tells when that is saved.
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { Bridge } from '../../src-core/contract/ipc';
import type { Experiment } from '../../src-core/experiment/experiment';
import { draftOf, readDraft } from '../lab/draft';
import type { ExperimentDraft } from './useExperimentDraft';

/**
 * Connects the bench for as long as its scope lives.
 * @param experiment as it is saved
 */
export function useOpenDocument(bridge: Bridge, bench: ExperimentDraft, experiment: Experiment): void {
  const saved = shallowRef(asStated(experiment));
  const edited = computed(() => {
    const { value } = bench.reading;
    if (value.kind !== 'ok') return { experiment: null, dirty: true };
    return { experiment: value.experiment, dirty: JSON.stringify(value.experiment) !== saved.value };
  });
  watch(edited, (state) => void bridge.edited(state));
  onScopeDispose(
    bridge.onSaved((now) => {
      saved.value = asStated(now);
    }),
  );
}

/** As the form would state it: two experiments that read the same are the same. */
function asStated(experiment: Experiment): string {
  const reading = readDraft(draftOf(experiment));
  return JSON.stringify(reading.kind === 'ok' ? reading.experiment : experiment);
}
