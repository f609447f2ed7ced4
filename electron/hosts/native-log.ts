// What the native library writes to standard error on its own account. The remarks it makes whenever it compiles are kept
// from people; errors and everything else are passed on.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const remarks: readonly RegExp[] = [
  /^WARNING: All log messages before absl::InitializeLog\(\)/,
  // Information and warnings in the library's two formats.
  /^[IW]\d{4} [\d:.]+ +\d+ \S+:\d+\] /,
  /^\d{4}-\d{2}-\d{2} [\d:.]+: [IW] \S+:\d+\] /,
  // XLA on a processor says this of every stream, as an error, and means nothing by it.
  /SetPriority unimplemented for this stream\.$/,
];

/** Whether a line is a remark of the native library that tells a person nothing. */
export function isRemark(line: string): boolean {
  return remarks.some((pattern) => pattern.test(line));
}

/** Passes the lines of a process's output on, without remarks. Ends with its source. */
export function passOnLog(from: Readable, to: Writable): void {
  createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
    if (!isRemark(line)) to.write(`${line}\n`);
  });
}
