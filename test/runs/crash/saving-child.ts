// A process that records a whole experiment into the folder it is given, with a line on stdout for every chunk it took.
import { writeSync } from 'node:fs';
import path from 'node:path';
import { recordWhole } from './record-whole';

const [library = ''] = process.argv.slice(2);
await recordWhole({
  dir: path.join(library, 'new'),
  say: (run, steps) => writeSync(1, `taken ${run} ${steps}\n`),
});
