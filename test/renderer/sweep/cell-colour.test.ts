import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHex, type Rgb } from '../../../src-core/export/color-ramp';
import { contrast, readableShades, shadeAt } from '../../../renderer/sweep/cell-colour';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const themes = css.split('@media (prefers-color-scheme: dark)');

function token(theme: string, name: string): string {
  const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)?.[1];
  if (value === undefined) throw new Error(`Expected a colour ${name}.`);
  return value;
}

const rgb = (text: string): Rgb => text.match(/\d+/g)?.map(Number) as unknown as Rgb;

describe('cells with words in them', () => {
  it('knows the contrast of black and white, and of a colour with itself', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
    expect(contrast([9, 99, 200], [9, 99, 200])).toBe(1);
  });

  it.each([
    ['light', themes[0] ?? ''],
    ['dark', themes[1] ?? ''],
  ])('can be read at every shade in the %s theme', (_, theme) => {
    const text = token(theme, 'text');
    for (const lane of ['lane-1', 'lane-2', 'lane-3', 'lane-4']) {
      const shades = readableShades({ ground: token(theme, 'surface'), colour: token(theme, lane), text });
      const least = Math.min(...shades.map((shade) => contrast(rgb(shade), parseHex(text))));
      expect(least, lane).toBeGreaterThanOrEqual(4.5);
      // And yet the ends differ enough to be told apart.
      expect(contrast(rgb(shadeAt(shades, 0)), rgb(shadeAt(shades, 1))), lane).toBeGreaterThan(1.8);
    }
  });
});
