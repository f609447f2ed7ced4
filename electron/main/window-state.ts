// Where the window was: remembered between starts in one small file.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { screen, type Rectangle } from 'electron';
import * as v from 'valibot';

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

/** Replaces the file whole: an interrupted write leaves the old one. */
export function writeWindowState(file: string, state: WindowState): void {
  const next = `${file}.${process.pid}.tmp`;
  writeFileSync(next, JSON.stringify(state));
  renameSync(next, file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Missing or damaged: the window opens where it would the first time.
    return null;
  }
}

/** Whether enough of the window shows to take hold of it. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width);
  const bottom = Math.min(bounds.y + bounds.height, workArea.y + workArea.height);
  return right - Math.max(bounds.x, workArea.x) >= 200 && bottom - Math.max(bounds.y, workArea.y) >= 100;
}
