/** Work that is done at most once per animation frame, however often it is asked for. */
export interface FrameTask {
  request(): void;
  cancel(): void;
}

/** Wraps `run`; requests before the next frame become one call in it. */
export function frameTask(run: () => void): FrameTask {
  let frame: number | null = null;
  return {
    request() {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        run();
      });
    },
    cancel() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
    },
  };
}

/**
 * Like {@link frameTask}, but the first request of a frame runs at once: what is asked for within a frame is drawn in that
 * frame, not one later; further requests become one call in the next.
 */
export function promptFrameTask(run: () => void): FrameTask {
  let frame: number | null = null;
  let again = false;
  function request(): void {
    if (frame !== null) {
      again = true;
      return;
    }
    frame = requestAnimationFrame(() => {
      frame = null;
      if (!again) return;
      again = false;
      request();
    });
    run();
  }
  return {
    request,
    cancel() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
      again = false;
    },
  };
}
