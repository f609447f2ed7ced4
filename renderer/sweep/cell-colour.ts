// Colours of a heat map whose cells have words in them: as much of the lane's colour as leaves the words readable.
import { colorRamp, parseHex, type Rgb } from '../../src-core/export/color-ramp';

const SHADES = 64;
/** Contrast of text, WCAG 2 AA. */
const READABLE = 4.5;

const linear = (byte: number): number => {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** Contrast ratio of two colours, 1 to 21 (WCAG 2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * Colours from the ground towards `colour`, as `rgb(…)`: as far as `text` can be read on them.
 * @param colours `#rrggbb`
 */
export function readableShades(colours: {
  readonly ground: string;
  readonly colour: string;
  readonly text: string;
}): readonly string[] {
  const [ground, colour, text] = [parseHex(colours.ground), parseHex(colours.colour), parseHex(colours.text)];
  const all = ramp(ground, colour);
  const last = all.filter((shade) => contrast(shade, text) >= READABLE).at(-1) ?? ground;
  return ramp(ground, last).map(([r, g, b]) => `rgb(${r} ${g} ${b})`);
}

function ramp(from: Rgb, to: Rgb): Rgb[] {
  const bytes = colorRamp(from, to, SHADES);
  return Array.from({ length: SHADES }, (_, k) => [
    bytes[k * 4] ?? 0,
    bytes[k * 4 + 1] ?? 0,
    bytes[k * 4 + 2] ?? 0,
  ]);
}

/** The shade at a share from 0 to 1. */
export function shadeAt(shades: readonly string[], share: number): string {
  return shades[Math.round(share * (shades.length - 1))] ?? '';
}
