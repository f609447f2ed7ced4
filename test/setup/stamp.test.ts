import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { holdsStamp, writeStamp } from '../../build/setup/stamp.mjs';
import { temporaryFolder } from './temporary-site';

function stamped() {
  const folder = temporaryFolder();
  const file = path.join(folder, 'deep', 'library.so');
  const stamp = path.join(folder, 'stamp.json');
  mkdirSync(path.dirname(file));
  writeFileSync(file, 'library');
  writeStamp(stamp, 'recipe 1', [file]);
  return { folder, file, stamp };
}

test('a stamp holds for its key and its untouched files', () => {
  const { stamp } = stamped();
  expect(holdsStamp(stamp, 'recipe 1')).toBe(true);
  expect(holdsStamp(stamp, 'recipe 2')).toBe(false);
});

test('it holds after the clone was moved', () => {
  const { folder } = stamped();
  const moved = path.join(temporaryFolder(), 'moved');
  renameSync(folder, moved);
  expect(holdsStamp(path.join(moved, 'stamp.json'), 'recipe 1')).toBe(true);
});

test.each([
  ['gone', ({ file }: { file: string }) => rmSync(file)],
  ['shorter', ({ file }: { file: string }) => writeFileSync(file, 'lib')],
  ['written again', ({ file }: { file: string }) => utimesSync(file, 1, 1)],
])('a file that is %s breaks it', (_how, spoil) => {
  const all = stamped();
  spoil(all);
  expect(holdsStamp(all.stamp, 'recipe 1')).toBe(false);
});

test('a stamp cut off anywhere does not hold, and does not throw', () => {
  const { stamp } = stamped();
  const whole = readFileSync(stamp, 'utf8').trimEnd();
  for (let length = 0; length < whole.length; length += 1) {
    writeFileSync(stamp, whole.slice(0, length));
    expect(holdsStamp(stamp, 'recipe 1')).toBe(false);
  }
  rmSync(stamp);
  expect(holdsStamp(stamp, 'recipe 1')).toBe(false);
});
