// States that one can go back to. Edits of the same thing in a row are one step: typing a number is.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

const MOST_STEPS = 200;

export interface History<State> {
  readonly state: Readonly<ShallowRef<State>>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /** Goes on to a new state. @param what what was edited: the same as before in a row, and both are undone together */
  push(next: State, what?: string): void;
  /** What comes next is a step of its own. */
  settle(): void;
  undo(): void;
  redo(): void;
}

/** A history that begins with `first`. */
export function useHistory<State>(first: State): History<State> {
  const state = shallowRef(first);
  const past = shallowRef<readonly State[]>([]);
  const future = shallowRef<readonly State[]>([]);
  let edited: string | null = null;
  const settle = (): void => {
    edited = null;
  };
  return {
    state,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    push(next, what) {
      if (what === undefined || what !== edited) past.value = [...past.value, state.value].slice(-MOST_STEPS);
      edited = what ?? null;
      future.value = [];
      state.value = next;
    },
    settle,
    undo() {
      const last = past.value.at(-1);
      if (last === undefined) return;
      settle();
      past.value = past.value.slice(0, -1);
      future.value = [state.value, ...future.value];
      state.value = last;
    },
    redo() {
      const [next, ...rest] = future.value;
      if (next === undefined) return;
      settle();
      past.value = [...past.value, state.value];
      future.value = rest;
      state.value = next;
    },
  };
}
