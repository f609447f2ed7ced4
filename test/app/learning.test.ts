// The whole road once: press Run, watch it learn, read the result off the screen. Real Electron, real native TensorFlow in a
// worker thread of a process of its own, the article's experiment from PyTorch's initial weights.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceTrace } from '../training/reference-traces';
import { badgeOf, chooseSpeed, lossOnScreen, press, readFigure, untilReady, untilState } from './lab';
import { ROOT, openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

const WEIGHTS = path.join(ROOT, 'test', 'reference', 'rnn-tanh-adam.safetensors');
const SCREENSHOTS = path.join(ROOT, 'test-results', 'app');

describe('the article in the window', () => {
  it('learns as PyTorch does, and says so on the screen', async () => {
    const reference = referenceTrace('rnn-tanh-adam');
    const expected = reference.loss.at(-1) ?? NaN;
    const { page } = await openApp({ args: ['--weights', WEIGHTS] });
    await untilReady(page);
    await chooseSpeed(page, 'full');
    await press(page, 'run');

    const ended = await untilState(page, 'Done');
    await mkdir(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: path.join(SCREENSHOTS, 'learned.png') });

    // Four digits are shown; the reference is followed within one percent.
    const [, shown = ''] = /final loss (\S+?),/.exec(ended) ?? [];
    expect(Math.abs(readFigure(shown) / expected - 1)).toBeLessThan(0.01);
    expect(await lossOnScreen(page)).toBe(readFigure(shown));
    expect(ended).toContain('100 steps');
    expect(await badgeOf(page)).toMatch(/^(xla|graph|eager) · tensorflow/);
    expectFollows(await readTrace(await currentFolder(page)), reference);
  });
});

/** How closely test/reference/README.md asks a trace to be followed. */
function expectFollows(
  trace: ReadonlyMap<string, readonly number[]>,
  reference: { readonly loss: readonly number[]; readonly gradNorm: readonly number[] },
): void {
  const [loss = [], gradNorm = []] = [trace.get('loss'), trace.get('grad_norm')];
  expect(loss).toHaveLength(reference.loss.length);
  for (const [step, expected] of reference.loss.entries()) {
    const difference = Math.abs((loss[step] ?? NaN) - expected);
    expect(difference, `loss at step ${step}`).toBeLessThanOrEqual(Math.max(0.01 * expected, 1e-5));
    if (step >= 30) continue;
    expect(difference / expected, `loss at step ${step}`).toBeLessThanOrEqual(2e-4);
    const norm = reference.gradNorm[step] ?? NaN;
    expect(Math.abs((gradNorm[step] ?? NaN) / norm - 1), `gradient norm at step ${step}`).toBeLessThanOrEqual(
      2e-4,
    );
  }
}
