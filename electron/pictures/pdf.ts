// SVG → PDF without a browser: vectors stay vectors, text stays text. Knows the elements that charts are made of, and refuses
// any other, so that no part of a chart can be missing from its PDF.
import type PDFDocument from 'pdfkit';
import { fontFiles } from './fonts';
import { loadPdfkit } from './libraries';
import { TextRuns } from './text-runs';
import { svgElements, type SvgElement } from './svg-elements';

/** PDF counts in points of 1/72 inch, SVG in pixels of 1/96. */
const POINTS_PER_PIXEL = 0.75;

type Document = InstanceType<typeof PDFDocument>;
type Draw = (doc: Document, element: SvgElement, runs: TextRuns) => void;

const ELEMENTS: Readonly<Record<string, Draw>> = {
  // They hold or describe, and are not drawn.
  svg: () => {},
  g: () => {},
  title: () => {},
  desc: () => {},
  rect(doc, element) {
    doc.rect(number(element, 'x'), number(element, 'y'), number(element, 'width'), number(element, 'height'));
    paint(doc, element);
  },
  path(doc, element) {
    doc.path(element.attributes['d'] ?? '');
    paint(doc, element);
  },
  circle(doc, element) {
    doc.circle(number(element, 'cx'), number(element, 'cy'), number(element, 'r'));
    paint(doc, element);
  },
  text: (doc, element, runs) => runs.draw(doc, element),
};

/**
 * The PDF of an SVG document: one page of its size.
 * @param date what it is dated: that of the data, not of writing, so that the same chart gives the same bytes
 * @throws where the text is no SVG, or has elements that charts do not have
 */
export function renderPdf(svg: string, date: Date): Promise<Uint8Array> {
  const elements = svgElements(svg);
  const [root] = elements;
  if (root?.name !== 'svg')
    throw new Error(`A PDF is made from an svg element, got ${root?.name ?? 'none'}.`);
  const title = elements.find(({ name }) => name === 'title')?.text ?? '';
  const PdfDocument = loadPdfkit();
  const doc = new PdfDocument({
    size: [number(root, 'width') * POINTS_PER_PIXEL, number(root, 'height') * POINTS_PER_PIXEL],
    margin: 0,
    font: fontFiles().regular[0] ?? '',
    // Deflate differs between versions of zlib, and so would the bytes of window and command line.
    compress: false,
    info: { Title: title, Producer: 'Unroll', Creator: 'Unroll', CreationDate: date },
  });
  const bytes = collect(doc);
  doc.scale(POINTS_PER_PIXEL);
  const runs = new TextRuns(fontFiles());
  for (const element of elements) {
    const draw = ELEMENTS[element.name];
    if (draw === undefined) throw new Error(`A PDF has no way to draw the SVG element ${element.name}.`);
    draw(doc, element, runs);
  }
  doc.end();
  return bytes;
}

function collect(doc: Document): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on('error', reject);
  });
}

function number({ name, attributes }: SvgElement, attribute: string): number {
  const value = Number(attributes[attribute] ?? 0);
  if (Number.isFinite(value)) return value;
  throw new Error(`Expected a number as ${attribute} of ${name}, got ${attributes[attribute]}.`);
}

/** Fills and strokes the path at hand, as the element's attributes say. */
function paint(doc: Document, element: SvgElement): void {
  const { attributes } = element;
  const fill = attributes['fill'] ?? 'black';
  const stroke = attributes['stroke'];
  doc.fillOpacity(Number(attributes['fill-opacity'] ?? 1));
  if (stroke === undefined) {
    if (fill !== 'none') doc.fill(fill);
    return;
  }
  doc.lineWidth(Number(attributes['stroke-width'] ?? 1));
  doc.lineCap(attributes['stroke-linecap'] === 'round' ? 'round' : 'butt');
  doc.lineJoin(attributes['stroke-linejoin'] === 'round' ? 'round' : 'miter');
  const dash = attributes['stroke-dasharray'];
  if (dash === undefined) doc.undash();
  else doc.dash(dash.split(/[ ,]+/).map(Number) as unknown as number, {});
  // An open line without a fill is what all strokes of charts are.
  if (fill === 'none' || attributes['fill'] === undefined) doc.stroke(stroke);
  else doc.fillAndStroke(fill, stroke);
}
