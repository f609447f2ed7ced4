// Without the native library training goes on, slower, and the window says so.
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badgeOf, chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { ROOT, openApp } from './open-app';
import { currentFolder } from './recorded-run';

const PACKAGE = path.join(ROOT, 'node_modules', '@tensorflow', 'tfjs-node');
/** Inside the repository, so that what the package itself needs is still found; a folder of its own, so that nobody misses it. */
const COPIES = path.join(ROOT, 'test-results', 'damaged-tfjs-node');
const ADDON = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/** A copy of tfjs-node without the native library of 400 MB, whose addon is then damaged. */
async function damagedCopy(name: string, damage: (addon: string) => Promise<void>): Promise<string> {
  const copy = path.join(COPIES, name);
  await mkdir(path.join(copy, path.dirname(ADDON)), { recursive: true });
  for (const part of ['package.json', 'dist', ADDON]) {
    await cp(path.join(PACKAGE, part), path.join(copy, part), { recursive: true });
  }
  await damage(path.join(copy, ADDON));
  return copy;
}

beforeAll(() => rm(COPIES, { recursive: true, force: true }));
afterAll(() => rm(COPIES, { recursive: true, force: true }));

describe('without the native library', () => {
  it.each([
    ['renamed', (addon: string) => rename(addon, `${addon}.away`), /tfjs_binding|not find|binding/i],
    [
      'replaced',
      (addon: string) => writeFile(addon, 'no library at all'),
      /invalid ELF header|file too short/i,
    ],
    // The addon is whole, the library it needs is not beside it.
    ['alone', () => Promise.resolve(), /libtensorflow/],
  ])('trains on the next backend and says why: the addon is %s', async (name, damage, why) => {
    const copy = await damagedCopy(name, damage);
    const { page } = await openApp({ env: { UNROLL_TFJS_NODE: copy } });
    await untilReady(page);
    expect(await badgeOf(page)).toMatch(/^eager · wasm/);
    await page.getByTestId('engine-badge').first().click();
    const attempt = page.locator('li', { hasText: 'tensorflow' }).first();
    expect(await attempt.innerText()).toContain('does not work');
    expect(await attempt.innerText()).toMatch(why);
    await page.keyboard.press('Escape');

    await setField(page, 'training.steps', 20);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    const manifest = await readFile(path.join(await currentFolder(page), 'manifest.json'), 'utf8');
    expect(manifest).toMatch(/"backend": ?"wasm"/);
  });
});
