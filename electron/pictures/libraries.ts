// The libraries that make pictures, loaded when the first is made: that takes longer than many an experiment to train.
import { createRequire } from 'node:module';
import type * as Resvg from '@resvg/resvg-js';
import type * as Fontkit from 'fontkit';
import type PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

export function loadPdfkit(): typeof PDFDocument {
  return require('pdfkit') as typeof PDFDocument;
}

export function loadFontkit(): Pick<typeof Fontkit, 'openSync'> {
  return require('fontkit') as typeof Fontkit;
}

export function loadResvg(): Pick<typeof Resvg, 'Resvg'> {
  return require('@resvg/resvg-js') as typeof Resvg;
}
