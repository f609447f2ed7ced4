// Zooming and panning along the steps: by wheel, by a stretch that is dragged over, and by keys.
import type { Ref } from 'vue';
import type { Domain } from '../charts/axis-domain';
import { panned, showing, viewWithin, wholeAxis, ZOOM_STEP, zoomedAt } from '../charts/zoom';

export interface StepZoom {
  /** Ctrl or Command with the wheel zooms about x, Shift pans; the plain wheel is left to the page. */
  onWheel(event: WheelEvent, x: number | null): void;
  /** Zooms to a stretch that was dragged over. */
  onSelect(from: number, to: number): void;
  /** `+` and `−` zoom about the cursor, `0` shows everything. @returns whether the key was one of these */
  onKey(event: KeyboardEvent, cursor: number | null): boolean;
  /** Keeps a step in view that keys have moved to. */
  reveal(step: number | null): void;
  reset(): void;
}

/** Share of the view that a turn of the wheel pans by. */
const PAN_SHARE = 0.15;

/** @param view what is in view; null: everything. */
export function useStepZoom(view: Ref<Domain | null>, steps: () => number): StepZoom {
  const present = (): Domain => view.value ?? wholeAxis(steps());
  const zoom = (x: number, factor: number): void => {
    view.value = zoomedAt(present(), x, factor, steps());
  };
  return {
    onWheel(event, x) {
      const turn = event.deltaY || event.deltaX;
      if (turn === 0 || x === null) return;
      if (event.ctrlKey || event.metaKey) zoom(x, turn < 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
      else if (event.shiftKey && view.value !== null)
        view.value = panned(present(), Math.sign(turn) * PAN_SHARE, steps());
      else return;
      event.preventDefault();
    },
    onSelect(from, to) {
      view.value = viewWithin({ min: Math.min(from, to), max: Math.max(from, to) }, steps());
    },
    onKey(event, cursor) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const { min, max } = present();
      const about = cursor ?? (min + max) / 2;
      if (event.key === '+' || event.key === '=') zoom(about, ZOOM_STEP);
      else if (event.key === '-' || event.key === '_') zoom(about, 1 / ZOOM_STEP);
      else if (event.key === '0') view.value = null;
      else return false;
      event.preventDefault();
      return true;
    },
    reveal(step) {
      if (step !== null && view.value !== null) view.value = showing(view.value, step, steps());
    },
    reset() {
      view.value = null;
    },
  };
}
