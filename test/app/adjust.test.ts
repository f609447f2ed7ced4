// Learning rate and clip limit are changed while a run trains: the run takes them, says so, and records them.
import { describe, expect, it, vi } from 'vitest';
import { ENDLESS, chooseSpeed, press, setField, untilReady, untilState, untilSteps } from './lab';
import { openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

describe('while it runs', () => {
  it('takes another learning rate and a clip limit, and goes on', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', ENDLESS);
    await chooseSpeed(page, 'article');
    expect(await page.getByTestId('live').count()).toBe(0);
    await press(page, 'run');
    await untilSteps(page, 5);
    const rate = page.getByTestId('live-learning-rate');
    const limit = page.getByTestId('live-clip-limit');
    expect([await rate.inputValue(), await limit.inputValue()]).toEqual(['0.001', '']);

    await rate.fill('0.05');
    await rate.press('Enter');
    await limit.fill('0.25');
    await limit.press('Enter');
    // What is in force is shown once the run has said so.
    await vi.waitFor(async () => {
      expect([await rate.inputValue(), await limit.inputValue()]).toEqual(['0.05', '0.25']);
    }, 10_000);
    await rate.fill('fast');
    await rate.press('Enter');
    await page.getByText('Expected a number above 0.').waitFor();
    await page.getByTestId('live-clip-limit-slider').focus();
    await page.keyboard.press('Home');
    await vi.waitFor(async () => expect(await limit.inputValue()).toBe('0.01'), 10_000);

    const steps = Number(await page.getByTestId('progress').getAttribute('aria-valuenow'));
    await untilSteps(page, steps + 10);
    const folder = await currentFolder(page);
    await press(page, 'stop');
    await untilState(page, 'Stopped after');
    const trace = await readTrace(folder);
    const rates = trace.get('learning_rate') ?? [];
    expect([rates[0], rates.at(-1)]).toEqual([0.001, 0.05]);
    expect(trace.get('grad_norm_clipped')?.at(-1)).toBeLessThanOrEqual(0.0100001);
    expect(await page.getByTestId('live').count()).toBe(0);
  });
});
