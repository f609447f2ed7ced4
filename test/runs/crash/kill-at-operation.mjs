// Loaded before everything else in a child process: ends it by SIGKILL at the file operation that UNROLL_KILL_AT names, before it,
// after it, or in the middle of what it writes. Without one it says at the end how many there were.
import fs from 'node:fs';
import { interceptFiles } from './file-operations.mjs';

const at = Number(process.env.UNROLL_KILL_AT ?? 0);
const when = process.env.UNROLL_KILL_WHEN ?? 'before';
const folder = process.argv[2] ?? '';
let operations = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way: nothing may happen in between.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

/** The first half of what was to be written. */
function half(data) {
  return typeof data === 'string' ? data.slice(0, data.length / 2) : data.subarray(0, data.length / 2);
}

const restore = interceptFiles(folder, ({ place, name, args, perform }) => {
  operations = place;
  if (place !== at) return perform();
  if (when === 'after') perform();
  if (when === 'amid' && (name === 'writeSync' || name === 'writeFileSync')) {
    const [file, data, offset = 0, length, position] = args;
    restore();
    if (name === 'writeFileSync') fs.writeFileSync(file, half(data));
    else fs.writeSync(file, data, offset, Math.floor(length / 2), position);
  }
  return die();
});

process.on('exit', () => fs.writeSync(1, `operations ${operations}\n`));
