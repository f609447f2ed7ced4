// SVG → PNG without a browser or a display. Only the fonts that come with the program are used, so that the picture is the
// same on every machine.
import { Resvg } from '@resvg/resvg-js';
import { createRequire } from 'node:module';
import path from 'node:path';

const FONT = 'DejaVu Sans';
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'] as const;

function fontFiles(): string[] {
  const ttf = path.join(
    path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
    'ttf',
  );
  return FONT_FILES.map((name) => path.join(ttf, name));
}

/**
 * The PNG of an SVG document.
 * @param scale pixels per SVG pixel; 2 is sharp on dense screens and in print
 * @throws where the text is no SVG
 */
export function renderPng(svg: string, scale = 2): Uint8Array {
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: false,
      defaultFontFamily: FONT,
      sansSerifFamily: FONT,
    },
  });
  return image.render().asPng();
}
