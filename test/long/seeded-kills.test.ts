// Two hundred kills at moments drawn from seeds: of each the older record stays, and of the new one every chunk that was taken.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildSavingChild, killSeeded } from '../runs/crash/seeded-kills';

const KILLS = 200;
const OUT = path.join(import.meta.dirname, '../../test-results', `saving-child-${process.pid}`);

it.skipIf(process.platform === 'win32')('survives two hundred seeded kills while it saves', async () => {
  try {
    const child = await buildSavingChild(OUT);
    let survived = 0;
    for (let seed = 1; seed <= KILLS; seed += 1) {
      await killSeeded(child, seed);
      survived += 1;
    }
    expect(survived).toBe(KILLS);
  } finally {
    rmSync(OUT, { recursive: true, force: true });
  }
});
