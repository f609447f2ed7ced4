// Text in a PDF: cut into runs of one font each, since a PDF font draws only the characters it has.
import type { Font } from 'fontkit';
import type PDFDocument from 'pdfkit';
import type { FontFiles } from './fonts';
import { loadFontkit } from './libraries';
import type { SvgElement } from './svg-elements';

type Document = InstanceType<typeof PDFDocument>;

interface Run {
  readonly file: string;
  readonly text: string;
}

interface Face {
  readonly file: string;
  readonly font: Font;
}

/** Kept between the runs: an unregistered font would be embedded once per use. */
export class TextRuns {
  private readonly regular: readonly Face[];
  private readonly bold: readonly Face[];

  constructor(files: FontFiles) {
    this.regular = files.regular.map(openFace);
    this.bold = files.bold.map(openFace);
  }

  /** Draws a text element of a chart. */
  draw(doc: Document, { attributes, text }: SvgElement): void {
    const isBold = Number(attributes['font-weight'] ?? 400) >= 600;
    const runs = this.runsOf(text, isBold ? this.bold : this.regular);
    const size = Number(attributes['font-size'] ?? 16);
    const widths = runs.map((run) => doc.font(run.file).fontSize(size).widthOfString(run.text));
    const width = widths.reduce((sum, one) => sum + one, 0);
    const shares = { start: 0, middle: 0.5, end: 1 } as const;
    const anchor = (attributes['text-anchor'] ?? 'start') as keyof typeof shares;
    const left = Number(attributes['x'] ?? 0) - shares[anchor] * width;
    doc.fillOpacity(1);
    // A halo lies behind the letters: it is drawn first, the whole of it.
    if (attributes['stroke'] !== undefined) this.pass(doc, runs, widths, left, attributes, 'stroke');
    this.pass(doc, runs, widths, left, attributes, 'fill');
  }

  private pass(
    doc: Document,
    runs: readonly Run[],
    widths: readonly number[],
    left: number,
    attributes: SvgElement['attributes'],
    kind: 'fill' | 'stroke',
  ): void {
    doc.fillColor(attributes['fill'] ?? 'black');
    if (kind === 'stroke') {
      doc
        .undash()
        .lineJoin('round')
        .lineWidth(Number(attributes['stroke-width'] ?? 1));
      doc.strokeColor(attributes['stroke'] ?? 'white');
    }
    let x = left;
    runs.forEach((run, index) => {
      doc
        .font(run.file)
        .fontSize(Number(attributes['font-size'] ?? 16))
        .text(run.text, x, Number(attributes['y'] ?? 0), {
          lineBreak: false,
          baseline: 'alphabetic',
          fill: kind === 'fill',
          stroke: kind === 'stroke',
        });
      x += widths[index] ?? 0;
    });
  }

  /** Each character in the first font that has it; what none has, in the first: a box shows that something is there. */
  private runsOf(text: string, faces: readonly Face[]): readonly Run[] {
    const runs: { file: string; text: string }[] = [];
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      const face = faces.find(({ font }) => font.hasGlyphForCodePoint(code)) ?? faces[0];
      if (face === undefined) throw new Error('Text needs at least one font, got none.');
      const last = runs.at(-1);
      if (last?.file === face.file) last.text += character;
      else runs.push({ file: face.file, text: character });
    }
    return runs;
  }
}

function openFace(file: string): Face {
  const font = loadFontkit().openSync(file);
  if ('fonts' in font) throw new Error(`Expected one font in ${file}, got a collection.`);
  return { file, font };
}
