// Small files in the user's data folder that are read whole and replaced whole.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the file says; null where it is missing or damaged: whoever asks goes on as if for the first time. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Replaces the file whole: an interrupted write leaves the old one. @throws where it cannot be written */
export function writeJson(file: string, value: unknown): void {
  const next = `${file}.${process.pid}.tmp`;
  writeFileSync(next, JSON.stringify(value));
  renameSync(next, file);
}
