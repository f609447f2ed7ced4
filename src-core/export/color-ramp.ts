// Colours of a heatmap: a straight line in Oklab between two colours, so that equal steps look equal.
// Conversion: Björn Ottosson, "A perceptual color space for image processing", 2020.

export type Rgb = readonly [red: number, green: number, blue: number];
type Lab = readonly [lightness: number, a: number, b: number];

/** `#rrggbb` as three bytes. @throws where the text is no such colour. */
export function parseHex(text: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (match === null) throw new Error(`Expected a colour as #rrggbb, got "${text}".`);
  const byte = (place: number): number => Number.parseInt(match[place] ?? '0', 16);
  return [byte(1), byte(2), byte(3)];
}

/** `steps` colours from `from` to `to`, both included, as RGBA bytes: shape [steps, 4]. */
export function colorRamp(from: Rgb, to: Rgb, steps: number): Uint8ClampedArray {
  const [start, end] = [toLab(from), toLab(to)];
  const ramp = new Uint8ClampedArray(steps * 4);
  for (let i = 0; i < steps; i += 1) {
    const share = steps === 1 ? 1 : i / (steps - 1);
    const mix = (k: 0 | 1 | 2): number => start[k] + (end[k] - start[k]) * share;
    ramp.set([...toRgb([mix(0), mix(1), mix(2)]), 255], i * 4);
  }
  return ramp;
}

const toLinear = (byte: number): number =>
  byte <= 10.31475 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
const toByte = (linear: number): number =>
  255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);

function toLab(color: Rgb): Lab {
  const [r, g, b] = [toLinear(color[0]), toLinear(color[1]), toLinear(color[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toRgb([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
