// Where the window was: remembered between starts in one small file.
import { screen, type Rectangle } from 'electron';
import * as v from 'valibot';
import { readJson, writeJson } from './json-file';

const whole = v.pipe(v.number(), v.integer());
const WindowState = v.object({
  bounds: v.object({ x: whole, y: whole, width: whole, height: whole }),
  maximized: v.boolean(),
});

export type WindowState = v.InferOutput<typeof WindowState>;

/** The remembered state; null where there is none, it cannot be read, or its display is gone. */
export function readWindowState(file: string): WindowState | null {
  const parsed = v.safeParse(WindowState, readJson(file));
  return parsed.success && isOnScreen(parsed.output.bounds) ? parsed.output : null;
}

/** @throws where the file cannot be written */
export function writeWindowState(file: string, state: WindowState): void {
  writeJson(file, state);
}

/** Whether enough of the window shows to take hold of it. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width);
  const bottom = Math.min(bounds.y + bounds.height, workArea.y + workArea.height);
  return right - Math.max(bounds.x, workArea.x) >= 200 && bottom - Math.max(bounds.y, workArea.y) >= 100;
}
