// State of the trainer host, as main announces it.
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { TrainingBridge, HostState } from '../../src-core/contract/ipc';

/** The host's present state; an announcement that comes before the first answer wins over it. */
export function useHost(bridge: TrainingBridge): Readonly<ShallowRef<HostState>> {
  const state = shallowRef<HostState>({ kind: 'starting' });
  let announced = false;
  onScopeDispose(
    bridge.onHostState((next) => {
      announced = true;
      state.value = next;
    }),
  );
  void bridge.hostState().then((first) => {
    if (!announced) state.value = first;
  });
  return state;
}
