import { describe, expect, it } from 'vitest';
import { renderPng } from '../../electron/pictures/png';

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" font-family="no-such-font, sans-serif">${content}</svg>`;
}

function sizeOf(png: Uint8Array): readonly number[] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('renderPng', () => {
  it('makes a PNG of twice the size, or as asked', () => {
    const png = renderPng(svg(''));
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(sizeOf(png)).toEqual([120, 60]);
    expect(sizeOf(renderPng(svg(''), 1))).toEqual([60, 30]);
  });

  it('draws text, in its own fonts: plain, bold, Greek, superscript, Chinese', () => {
    const empty = renderPng(svg(''));
    const pictures = ['a', 'π', '⁻³', '→'].flatMap((text) => [
      renderPng(svg(`<text x="5" y="20">${text}</text>`)),
      renderPng(svg(`<text x="5" y="20" font-weight="600">${text}</text>`)),
    ]);
    pictures.push(...['训', '練', '，'].map((text) => renderPng(svg(`<text x="5" y="20">${text}</text>`))));
    const distinct = new Set([empty, ...pictures].map((png) => Buffer.from(png).toString('base64')));
    expect(distinct.size).toBe(1 + pictures.length);
  });

  it('draws a text of several fonts whole, ligatures among it', () => {
    const part = '<tspan font-family="\'Noto Sans SC\', sans-serif">，</tspan>';
    const picture = (text: string) => renderPng(svg(`<text x="5" y="20" font-size="8">${text}</text>`));
    expect(picture(`a${part}flow`)).not.toEqual(picture(''));
    expect(picture(`a${part}flow`)).toEqual(picture('a，flow'));
  });

  it('makes the same bytes again', () => {
    const text = svg('<text x="5" y="20">same</text>');
    expect(renderPng(text)).toEqual(renderPng(text));
  });

  it('throws for a text that is no SVG', () => {
    expect(() => renderPng('<html></html>')).toThrow();
  });
});
