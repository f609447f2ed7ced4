// A value that is followed at most so often: for what is costly to show and need not be there in every frame.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/**
 * The source's value: the first at once, the last one always.
 * @param everyMs how often it may change
 */
export function useThrottled<T>(source: () => T, everyMs: number): Readonly<ShallowRef<T>> {
  const shown = shallowRef(source()) as ShallowRef<T>;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stale = false;
  const show = (): void => {
    timer = null;
    if (!stale) return;
    stale = false;
    shown.value = source();
    timer = setTimeout(show, everyMs);
  };
  watch(source, () => {
    stale = true;
    if (timer === null) show();
  });
  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer);
  });
  return shown;
}
