// The experiment files that were open, the last one first: few of them, and only such as are still there.
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { readJson, writeJson } from './json-file';

/** More than these nobody looks for in a menu. */
export const MOST_RECENT = 10;

const Remembered = v.array(v.pipe(v.string(), v.check(path.isAbsolute)));

export class RecentFiles {
  private files: readonly string[];

  /** @param file Remembers the list between starts. */
  constructor(private readonly file: string) {
    const read = v.safeParse(Remembered, readJson(file));
    this.files = read.success ? read.output.slice(0, MOST_RECENT) : [];
  }

  /** Absolute paths. Files that are gone are left out, not forgotten: their disk may come back. */
  get list(): readonly string[] {
    return this.files.filter((file) => existsSync(file));
  }

  /** @throws where the list cannot be written: it holds until the app ends */
  add(file: string): void {
    this.files = [file, ...this.files.filter((other) => other !== file)].slice(0, MOST_RECENT);
    writeJson(this.file, this.files);
  }

  /** @throws as {@link add} */
  clear(): void {
    this.files = [];
    writeJson(this.file, this.files);
  }
}
