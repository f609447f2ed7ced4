// What a run of the window left in its folder.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
// For the type of window.unroll.
import type {} from '../../renderer/bridge';

/** Folder of the current experiment, as the app itself says. */
export async function currentFolder(page: Page): Promise<string> {
  const folder = await page.evaluate(async () => (await window.unroll?.describe())?.current?.folder);
  if (folder === undefined) throw new Error('No experiment was started in this window.');
  return folder;
}

/** Columns of a run's trace.csv by name, one value per step. */
export async function readTrace(
  folder: string,
  run = path.join('rnn', 'seed-1'),
): Promise<Map<string, number[]>> {
  const text = await readFile(path.join(folder, run, 'trace.csv'), 'utf8');
  const [header = '', ...rows] = text.trimEnd().split('\n');
  const cells = rows.map((row) => row.split(',').map(Number));
  return new Map(header.split(',').map((name, column) => [name, cells.map((row) => row[column] ?? NaN)]));
}
