// A folder for what lives no longer than the app: bundles that are looked at, repetitions that are compared. One app at a time
// has it, so that what a crash left in it is removed at the next start.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

export class Scratch {
  /** @param folder absolute path; emptied now */
  constructor(private readonly folder: string) {
    this.clear();
  }

  /** Absolute path of a new, empty folder. @throws the system's error */
  make(prefix: string): string {
    mkdirSync(this.folder, { recursive: true });
    return mkdtempSync(path.join(this.folder, `${prefix}-`));
  }

  /** Removes everything; what cannot be removed now is at the next start. */
  clear(): void {
    try {
      rmSync(this.folder, { recursive: true, force: true });
    } catch (error) {
      process.stderr.write(`${this.folder} cannot be emptied: ${String(error)}\n`);
    }
  }
}
