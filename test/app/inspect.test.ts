// The window asks what a step did, and gets to the bit what the run recorded of it: while it trains, and after its end.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chooseSpeed, press, untilReady, untilState, untilSteps } from './lab';
import { openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

interface Told {
  readonly loss: number;
  readonly grad_norm: number;
  readonly flow: readonly number[];
}

/** What the bridge tells of a step of the first run. */
function told(page: Page, step: number): Promise<Told> {
  return page.evaluate(async (asked) => {
    const { unroll } = window;
    const runId = (await unroll?.describe())?.current?.runs[0]?.runId;
    if (unroll === undefined || runId === undefined) throw new Error('No run was started.');
    const answer = await unroll.inspect({
      runId,
      question: { kind: 'step', step: asked, parts: ['states'] },
    });
    if (answer.kind !== 'step') throw new Error(JSON.stringify(answer));
    const flow = answer.directions.flatMap((direction) => [...(direction.flow['h'] ?? [])]);
    return { loss: answer.loss, grad_norm: answer.gradNorm, flow };
  }, step);
}

async function recorded(page: Page, step: number): Promise<Told> {
  const trace = await readTrace(await currentFolder(page));
  const at = (name: string): number => Math.fround(trace.get(name)?.[step] ?? NaN);
  const flow = [...trace.keys()].filter((name) => name.startsWith('flow_'));
  return { loss: at('loss'), grad_norm: at('grad_norm'), flow: flow.map(at) };
}

describe('a step that the window asks about', () => {
  it('is told as it was recorded, during the run and after it', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await press(page, 'run');
    await untilSteps(page, 10);
    const during = await told(page, 7);
    await chooseSpeed(page, 'full');
    await untilState(page, 'Done');
    const after = [await told(page, 7), await told(page, 99)];
    const seven = await recorded(page, 7);
    expect(seven.flow).toHaveLength(10);
    expect(during).toEqual(seven);
    expect(after).toEqual([seven, await recorded(page, 99)]);
  });
});
