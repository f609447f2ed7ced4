// The cursor over training steps: by pointer, and by arrow keys for those who have none.
import type { Ref } from 'vue';

export interface StepCursor {
  /** Moves to the step nearest to x; null takes the cursor away. */
  onPoint(x: number | null): void;
  onKey(event: KeyboardEvent): void;
}

/** How far a key moves in `steps` steps; null: not a key of the cursor. */
function target(event: KeyboardEvent, from: number, steps: number): number | null {
  const small = event.shiftKey ? 10 : 1;
  const large = Math.max(1, Math.round(steps / 10));
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - small;
    case 'ArrowRight':
    case 'ArrowUp':
      return from + small;
    case 'PageDown':
      return from - large;
    case 'PageUp':
      return from + large;
    case 'Home':
      return 0;
    case 'End':
      return steps - 1;
    default:
      return null;
  }
}

/** Moves `cursor` within the steps there are. */
export function useStepCursor(cursor: Ref<number | null>, steps: () => number): StepCursor {
  const within = (step: number): number => Math.min(steps() - 1, Math.max(0, Math.round(step)));
  return {
    onPoint(x) {
      cursor.value = x === null || steps() === 0 ? null : within(x);
    },
    onKey(event) {
      if (steps() === 0) return;
      if (event.key === 'Escape') {
        cursor.value = null;
        return;
      }
      const next = target(event, cursor.value ?? steps() - 1, steps());
      if (next === null) return;
      event.preventDefault();
      cursor.value = within(next);
    },
  };
}
