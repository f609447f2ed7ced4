// The app's log: plain lines in one file, which is put aside when it has grown, so that all of it stays small.
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';

/** Length at which a file is put aside. */
const LONGEST_BYTES = 1024 * 1024;
/** Files put aside: `unroll.1.log` is the youngest. */
const KEPT = 3;

export class LogFile {
  readonly file: string;
  private broken = false;

  /** @param folder Created where it is missing. */
  constructor(
    private readonly folder: string,
    private readonly longestBytes = LONGEST_BYTES,
  ) {
    this.file = path.join(folder, 'unroll.log');
  }

  /** Appends lines, each with its time. A log that cannot be written costs nothing but the log. */
  write(text: string): void {
    if (this.broken) return;
    const time = new Date().toISOString();
    const lines = text.trimEnd().split('\n');
    try {
      mkdirSync(this.folder, { recursive: true });
      this.putAside();
      appendFileSync(this.file, lines.map((line) => `${time} ${line}\n`).join(''));
    } catch (error) {
      this.broken = true;
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`The log ends here: ${this.file} cannot be written, ${why}.\n`);
    }
  }

  /** The last lines, of the present file alone; empty where there is none. */
  tail(count: number): string {
    try {
      return readFileSync(this.file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
    } catch {
      // Not written yet, or not readable: there is nothing to show.
      return '';
    }
  }

  /** What is written to it goes to the log, and on to standard error as before. */
  tee(): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        process.stderr.write(chunk);
        this.write(chunk.toString());
        done();
      },
    });
  }

  private putAside(): void {
    const size = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < this.longestBytes) return;
    rmSync(this.aside(KEPT), { force: true });
    for (let index = KEPT - 1; index >= 1; index -= 1) {
      if (statSync(this.aside(index), { throwIfNoEntry: false }) !== undefined)
        renameSync(this.aside(index), this.aside(index + 1));
    }
    renameSync(this.file, this.aside(1));
  }

  private aside(index: number): string {
    return path.join(this.folder, `unroll.${index}.log`);
  }
}
