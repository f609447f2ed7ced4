// Whatever path a person opens: a record, or one sentence, and nothing left behind.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openedRecord, readyRecord } from '../../electron/main/opened-path';
import { Scratch } from '../../electron/main/scratch';
import { temporaryFolder } from '../trainer/temporary-folder';

describe('a path that is opened', () => {
  it('is refused in a sentence where the system does not even look at it', async () => {
    const folder = temporaryFolder();
    const loop = path.join(folder, 'loop.unroll');
    symlinkSync(loop, loop);
    const long = path.join(folder, `${'x'.repeat(300)}.unroll`);
    const scratch = new Scratch(path.join(folder, 'scratch'));
    for (const given of [loop, long]) {
      const opened = openedRecord(given);
      expect(opened).toEqual({ kind: 'bundle', path: given });
      if (opened === null) continue;
      expect(await readyRecord(opened, scratch)).toEqual({
        kind: 'refused',
        why: expect.stringContaining(`${given} cannot be opened: `),
      });
    }
    expect(openedRecord(path.join(folder, 'x'.repeat(300)))).toBeNull();
  });

  it('is refused where there is no room to unpack, and a refused bundle leaves nothing', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'torn.unroll');
    writeFileSync(file, 'PK');
    const blocked = path.join(folder, 'blocked');
    const scratch = new Scratch(blocked);
    writeFileSync(blocked, '');
    expect(await readyRecord({ kind: 'bundle', path: file }, scratch)).toEqual({
      kind: 'refused',
      why: expect.stringContaining('cannot be opened: '),
    });
    const room = path.join(folder, 'room');
    mkdirSync(room);
    expect(await readyRecord({ kind: 'bundle', path: file }, new Scratch(room))).toEqual({
      kind: 'refused',
      why: expect.stringContaining('is no bundle of Unroll'),
    });
    expect(readdirSync(room)).toEqual([]);
  });
});
