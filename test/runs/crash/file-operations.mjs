// Node's own file functions, each call below a folder counted, so that a test can have the N-th fail or be the last. It acts at
// the edge of the process: the code under test is as it is. Plain JavaScript, for a child process loads it before everything.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/** Functions that take a path first, or a descriptor of a file that was opened by one. */
const BY_PATH = [
  ...[
    'openSync',
    'writeFileSync',
    'renameSync',
    'unlinkSync',
    'linkSync',
    'mkdirSync',
    'rmSync',
    'rmdirSync',
  ],
  ...['readFileSync', 'readdirSync', 'lstatSync', 'cpSync'],
];
const BY_DESCRIPTOR = ['writeSync', 'fsyncSync', 'ftruncateSync', 'fstatSync', 'readSync', 'closeSync'];

/**
 * @typedef {object} Operation
 * @property {number} place   counted from 1
 * @property {string} name    of the function
 * @property {readonly unknown[]} args
 * @property {() => unknown} perform   does what was asked
 */

/**
 * Has `act` do every file operation below `folder` in place of Node.
 * @param {string} folder absolute
 * @param {(operation: Operation) => unknown} act
 * @returns {() => void} its own undo
 */
export function interceptFiles(folder, act) {
  const originals = new Map([...BY_PATH, ...BY_DESCRIPTOR].map((name) => [name, fs[name]]));
  const openFile = fs.promises.open;
  const descriptors = new Set();
  let place = 0;
  // Node's functions call each other: only the outermost counts.
  let inside = false;
  const isBelow = (given) => typeof given === 'string' && path.resolve(given).startsWith(folder);
  const counted = (name, original, concerns) =>
    function intercepted(...args) {
      if (inside || !concerns(args[0])) return original.apply(fs, args);
      place += 1;
      const perform = () => {
        inside = true;
        try {
          const result = original.apply(fs, args);
          if (name === 'openSync') descriptors.add(result);
          if (name === 'closeSync') descriptors.delete(args[0]);
          return result;
        } finally {
          inside = false;
        }
      };
      return act({ place, name, args, perform });
    };
  for (const name of BY_PATH)
    fs[name] = counted(name, originals.get(name), (given) => isBelow(given) || descriptors.has(given));
  for (const name of BY_DESCRIPTOR)
    fs[name] = counted(name, originals.get(name), (given) => descriptors.has(given));
  fs.promises.open = async (...args) => {
    if (!isBelow(args[0])) return openFile(...args);
    place += 1;
    return act({ place, name: 'open', args, perform: () => openFile(...args) });
  };
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) fs[name] = original;
    fs.promises.open = openFile;
    syncBuiltinESMExports();
  };
}

/** What Node throws for a disk that fails. @param {string} call of the system @returns {Error} */
export function diskError(call) {
  return Object.assign(new Error(`EIO: i/o error, ${call}`), { code: 'EIO', errno: -5, syscall: call });
}
