// SVG → PNG without a browser or a display.
import { FONT_FAMILY, fontFiles } from './fonts';
import { loadResvg } from './libraries';

/** Which font has a character is found out anew: resvg leaves out a text that has a ligature (fl) behind a part in another font. */
const withoutFontParts = (svg: string): string => svg.replace(/<\/?tspan\b[^>]*>/g, '');

/**
 * The PNG of an SVG document.
 * @param scale pixels per SVG pixel; 2 is sharp on dense screens and in print
 * @throws where the text is no SVG
 */
export function renderPng(svg: string, scale = 2): Uint8Array {
  const { Resvg } = loadResvg();
  const { regular, bold } = fontFiles();
  const image = new Resvg(withoutFontParts(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: [...new Set([...regular, ...bold])],
      loadSystemFonts: false,
      defaultFontFamily: FONT_FAMILY,
      sansSerifFamily: FONT_FAMILY,
    },
  });
  return image.render().asPng();
}
