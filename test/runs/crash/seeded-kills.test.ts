// kill -9 of a process at moments drawn from seeds, while it saves. `npm run test:long` draws two hundred.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSavingChild, killSeeded, type SavingChild } from './seeded-kills';

const OUT = path.join(import.meta.dirname, '../../../test-results', `saving-child-${process.pid}`);
let child: SavingChild;

beforeAll(async () => {
  child = await buildSavingChild(OUT);
});
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('a process killed while it saves', () => {
  it('has many moments to be killed at', () => {
    expect(child.operations).toBeGreaterThan(200);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'loses no older record, and of its own no chunk it had taken (seed %i)',
    (seed) => killSeeded(child, seed),
  );
});
