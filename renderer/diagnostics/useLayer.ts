// The layer that a view shows: the one chosen, as long as any network on screen has it.
import { computed, ref, type ComputedRef, type WritableComputedRef } from 'vue';
import type { ShownRun } from '../runs/shown-run';
import { FIRST_LAYER, layersOf } from './layers';

export function useLayer(shown: () => readonly ShownRun[]): {
  readonly layers: ComputedRef<readonly string[]>;
  readonly layer: WritableComputedRef<string>;
} {
  const layers = computed(() => layersOf(shown()));
  const chosen = ref(FIRST_LAYER);
  const layer = computed({
    get: () => (layers.value.includes(chosen.value) ? chosen.value : FIRST_LAYER),
    set: (suffix) => {
      chosen.value = suffix;
    },
  });
  return { layers, layer };
}
