// The colours of both themes, measured as WCAG 2.2 does: text at least 4.5 : 1, lines and marks at least 3 : 1.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../../src-core/export/color-ramp';

const sheet = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');

function tokens(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(([, name, hex]) => [name, hex]),
  );
}

const [lightCss = '', darkCss = ''] = sheet.split('@media (prefers-color-scheme: dark)');
const light = tokens(lightCss);
const themes = { light, dark: { ...light, ...tokens(darkCss) } };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = parseHex(hex).map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

it.each(['light', 'dark'] as const)('opens the window on the background of its page: %s', (theme) => {
  const window = readFileSync(path.resolve(import.meta.dirname, '../../../electron/main/window.ts'), 'utf8');
  const [, background] = new RegExp(`BACKGROUND = {[^}]*${theme}: '(#[0-9a-f]{6})'`).exec(window) ?? [];
  expect(background).toBe(themes[theme]['bg']);
});

describe.each(Object.entries(themes))('the %s theme', (_name, theme) => {
  const of = (name: string): string => {
    const value = theme[name];
    if (value === undefined) throw new Error(`no token --${name}`);
    return value;
  };
  const text = ['text', 'muted', 'target', 'prediction', 'ok', 'warn'];
  const lines = ['target', 'prediction', 'warn', 'edge', 'accent', 'lane-1', 'lane-2', 'lane-3', 'lane-4'];

  it.each(text.flatMap((name) => ['bg', 'surface', 'sunken'].map((ground) => [name, ground] as const)))(
    'sets %s on %s to be read',
    (name, ground) => {
      expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('sets the words of the main button to be read', () => {
    expect(contrast(of('accent-ink'), of('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(lines)('draws %s to be seen', (name) => {
    expect(contrast(of(name), of('surface'))).toBeGreaterThanOrEqual(3);
  });
});
