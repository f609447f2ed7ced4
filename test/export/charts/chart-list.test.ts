import { describe, expect, it } from 'vitest';
import type { LinePanel, Panel } from '../../../src-core/export/chart';
import { allCharts, chartIds, chartOf } from '../../../src-core/export/charts/chart-list';
import { exportTexts } from '../../../src-core/export/export-texts';
import { recordedSample, THREE_SEEDS } from '../recorded-sample';

const series = recordedSample(THREE_SEEDS);
const chinese = exportTexts('zh-CN');

/** Names, mathematics, and torch's names of parameters. */
const THE_SAME_IN_BOTH =
  /\b(RNN|LSTM|sample|sin|cos|Adam|PyTorch|Unroll|tensorflow|xla|tanh|sigmoid|ReLU|NaN|Dropout|rnn\.weight_ih_l0|[a-zL]\d?)\b/g;

function lines(id: string, from = series): LinePanel {
  const panel = chartOf(from, id)?.panels.find((one): one is LinePanel => one.kind === 'lines');
  if (panel === undefined) throw new Error(`no lines in ${id}`);
  return panel;
}

describe('the charts of a recorded experiment', () => {
  it('have an id each, the board among them', () => {
    const ids = chartIds(series);
    expect(ids).toEqual([
      ...['loss', 'gradient-norm', 'flow', 'difference', 'fit-rnn', 'fit-lstm'],
      ...['parameter-norms', 'saturation', 'learning-rate', 'board'],
    ]);
    for (const id of ids) expect(chartOf(series, id)?.panels.length, id).toBeGreaterThan(0);
    expect(chartOf(series, 'no-such-chart')).toBeNull();
    expect(chartIds(recordedSample([{ lane: 0, seed: 1, loss: [1] }], ['one']))).not.toContain('difference');
  });

  it('show median and quartiles over seeds; a run that diverged counts as +∞ from there on', () => {
    const [rnn, lstm] = lines('loss').series;
    expect(Array.from(rnn?.y ?? [])).toEqual([2, 1, 0.5, 0.25]);
    expect(Array.from(rnn?.band?.low ?? [])).toEqual([1.5, 0.75, 0.375, 0.1875]);
    expect(Array.from(rnn?.band?.high ?? [])).toEqual([2.5, 3, Infinity, Infinity]);
    expect(Array.from(lstm?.y ?? [])).toEqual([2, 2, 2, 2]);
    expect(lines('loss').marks).toMatchObject([
      { x: 2, label: 'RNN: 1 of 3 seeds diverged, the first at step 2' },
    ]);
  });

  it('show the values of a single run as they are, with the step it diverged at', () => {
    const alone = recordedSample([{ lane: 0, seed: 2, loss: [3, 5, NaN], divergedAt: 2 }], ['RNN']);
    const [only] = lines('loss', alone).series;
    expect(only?.band).toBeUndefined();
    expect(Array.from(only?.y ?? [])).toEqual([3, 5, NaN]);
    expect(lines('loss', alone).marks).toMatchObject([{ x: 2, label: 'RNN diverged at step 2' }]);
  });

  it('show the gradient norm before and after clipping, and the limit', () => {
    const panel = lines('gradient-norm');
    expect(panel.series.map(({ label }) => label)).toEqual([
      'RNN',
      'LSTM before clipping',
      'LSTM after clipping',
    ]);
    expect(panel.thresholds).toEqual([{ value: 0.5, label: 'clip limit 0.5' }]);
  });

  it('take the loss of a lane from that of the first, seed by seed, up to where one diverged', () => {
    const [difference] = lines('difference').series;
    expect(difference?.label).toBe('RNN − LSTM');
    // Seeds: 1−1, 3−2, 2−4 at step 0; .25−1 and .5−4 at step 2, where the second has no loss.
    expect(Array.from(difference?.y ?? [])).toEqual([0, -0.5, -2.125, -2.3125]);
    expect(lines('difference').caption).toBe('loss of RNN − LSTM, paired by seed: median and quartiles');
  });

  it('mark where twins part, and nothing where the lanes never were twins', () => {
    const twins = (...loss: readonly number[]) =>
      recordedSample([
        { lane: 0, seed: 1, loss: [4, 2, 1] },
        { lane: 1, seed: 1, loss },
      ]);
    expect(lines('difference', twins(4, 2, 3)).marks).toMatchObject([
      { x: 2, label: 'the twins part at step 2' },
    ]);
    expect(lines('difference', twins(4, 2, 1)).marks).toEqual([]);
    expect(lines('difference', twins(3, 2, 1)).marks).toEqual([]);
    expect(lines('difference', twins(3, 2, 1)).caption).toBe('loss of RNN − LSTM');
  });

  it('show flow as colours over step and t, with one range for all lanes', () => {
    const panels = chartOf(series, 'flow')?.panels.filter((panel: Panel) => panel.kind === 'heat') ?? [];
    expect(panels.map(({ title }) => title)).toEqual(['Gradient flow: RNN', 'Gradient flow: LSTM']);
    const [rnn, lstm] = panels;
    expect(rnn?.rows).toBe(2);
    expect(Array.from(rnn?.values ?? []).slice(0, 2)).toEqual([Math.fround(0.2), 20]);
    expect(rnn?.range).toEqual(lstm?.range);
  });

  it('take the fit from the run of median last loss, and say which', () => {
    expect(lines('fit-lstm').caption).toBe(
      'target and prediction of the last window, seed 2: the run of median last loss',
    );
  });

  it('say in the caption which experiment it is, and how bands are made', () => {
    const caption = chartOf(series, 'board')?.caption.join('\n') ?? '';
    expect(caption).toContain('Cell RNN · Hidden size 32 · Steps 4');
    expect(caption).toContain('seeds 1 to 3');
    expect(caption).toContain('LSTM: Clip gradients by norm, Clip limit 0.5');
    expect(caption).toMatch(/median over seeds, band: first to third quartile/);
  });

  it('have the same ids, panels and numbers in Chinese', () => {
    const numbersOf = (texts?: typeof chinese) =>
      allCharts(series, texts).map(({ id, chart }) => ({
        id,
        panels: chart.panels.map((panel) =>
          panel.kind === 'lines' ? panel.series.map(({ x, y, colour }) => ({ x, y, colour })) : panel.values,
        ),
      }));
    expect(numbersOf(chinese)).toEqual(numbersOf());
  });

  it('are told in Chinese: titles, axes, legends, marks, limits and captions', () => {
    for (const id of chartIds(series)) {
      const chart = chartOf(series, id, chinese);
      if (chart === null) throw new Error(`no ${id}`);
      const texts = chart.panels.flatMap((panel) => [
        ...[panel.title, panel.caption, panel.x.label, panel.y.label],
        ...(panel.kind === 'lines' ? [...panel.series, ...panel.marks, ...panel.thresholds] : []).map(
          ({ label }) => label,
        ),
      ]);
      const all = [chart.subtitle, ...texts, ...chart.caption];
      const english = all.filter((text) => /[a-z]/i.test(text.replace(THE_SAME_IN_BOTH, '')));
      expect(english, id).toEqual([]);
      for (const { title } of chart.panels) expect(title, id).toMatch(/\p{Script=Han}/u);
    }
    const [panel] = chartOf(series, 'gradient-norm', chinese)?.panels ?? [];
    expect(panel).toMatchObject({
      title: '梯度范数',
      x: { label: '步' },
      series: [{ label: 'RNN' }, { label: 'LSTM 裁剪前' }, { label: 'LSTM 裁剪后' }],
      thresholds: [{ label: '裁剪阈值 0.5' }],
      marks: [{ label: 'RNN：3 个种子中有 1 个发散，最早在第 2 步' }],
    });
    const caption = chartOf(series, 'board', chinese)?.caption.join('\n') ?? '';
    expect(caption).toContain('循环单元 RNN · 隐藏单元数 32 · 步数 4');
    expect(caption).toContain('种子 1 至 3');
    expect(caption).toContain('LSTM：梯度裁剪 按范数、裁剪阈值 0.5');
  });
});
