// The elements of an SVG document, flat and in drawing order. Charts are flat: groups only hold together, nothing is inherited.
import { SaxesParser } from 'saxes';

export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** @throws where the text is no well-formed XML */
export function svgElements(svg: string): readonly SvgElement[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: (typeof elements)[number][] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    // A part of a text in another font: which font has a character is found out anew.
    if (name === 'tspan') return;
    const element = { name, attributes, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const inside = open.at(-1);
    if (inside !== undefined) inside.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name !== 'tspan') open.pop();
  });
  parser.write(svg).close();
  return elements;
}
