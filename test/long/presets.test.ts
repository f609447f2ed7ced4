// The figures of the presets that take minutes.
import { beforeAll, describe, it } from 'vitest';
import { PRESETS } from '../../src-core/experiment/presets/presets';
import { expectFigure } from '../cli/preset-figure';
import { buildBundles } from '../trainer/bundles';

beforeAll(buildBundles);

describe('a preset', () => {
  it.each(PRESETS.filter(({ long }) => long === true))('shows its figure: $id', expectFigure, 3_600_000);
});
