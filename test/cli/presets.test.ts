// Every preset shows the figure it is published with: trained again over the same seeds, by the command line.
import { beforeAll, describe, expect, it } from 'vitest';
import { figureText } from '../../src-core/experiment/presets/preset';
import { PRESETS } from '../../src-core/experiment/presets/presets';
import { buildBundles } from '../trainer/bundles';
import { expectFigure } from './preset-figure';
import { unroll } from './unroll';

beforeAll(buildBundles);

describe('a preset', () => {
  it.each(PRESETS.filter(({ long }) => long !== true))('shows its figure: $id', expectFigure, 300_000);

  it('has an id, a title and two sentences of its own', () => {
    for (const of of ['id', 'title', 'lookFor'] as const)
      expect(new Set(PRESETS.map((preset) => preset[of])).size).toBe(PRESETS.length);
    for (const { lookFor, id } of PRESETS) expect(lookFor.match(/[.](?= |$)/g), id).toHaveLength(2);
  });

  it('is listed with its figure, for people and for programs', async () => {
    const { stdout } = await unroll(['presets']);
    for (const preset of PRESETS) {
      expect(stdout).toContain(`${preset.id}: ${preset.title}`);
      expect(stdout).toContain(figureText(preset));
    }
    const { presets } = JSON.parse((await unroll(['presets', '--json'])).stdout) as {
      readonly presets: readonly object[];
    };
    expect(presets).toHaveLength(PRESETS.length);
    expect(presets[3]).toMatchObject({
      id: 'nan-rescue',
      figure: [{ diverged: 8, quartiles: [0.4116, 'Infinity'] }, {}],
    });
  });
});
