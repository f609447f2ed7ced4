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
    this.remove(this.folder);
  }

  /** Removes a folder that {@link make} made; what cannot be removed now is at the next start. @param dir absolute path */
  remove(dir: string): void {
    try {
      rmSync(dir, { recursive: true, force: true });
    } catch (error) {
      process.stderr.write(`${dir} cannot be removed: ${String(error)}\n`);
    }
  }
}
