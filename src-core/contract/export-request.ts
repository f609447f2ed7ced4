// What can be taken away of something recorded: the formats there are, what the window asks main for, and what main has its
// exporter process do.
import type { Language } from '../language/language';
import type { RecordSubject } from './recorded-list';

/** Formats of what an experiment's numbers show: charts, tables, the report. */
export const SERIES_FORMATS = ['csv', 'json', 'svg', 'png', 'pdf', 'pgfplots', 'html'] as const;
export type SeriesFormat = (typeof SERIES_FORMATS)[number];

/** Formats that are read by people, and told in their language; tables and models are data, the same in any. */
export const TOLD_FORMATS: readonly ExportFormatName[] = ['svg', 'png', 'pdf', 'pgfplots', 'html'];

/** Formats of a run's network, in the order of the documentation. */
export const MODEL_FORMATS = ['safetensors', 'onnx', 'saved-model', 'tfjs', 'pytorch'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** Every format, as `--format` takes it. */
export const EXPORT_FORMATS = [...SERIES_FORMATS, ...MODEL_FORMATS, 'bundle'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

/** What a format's file ends with; null: it is a folder. */
export const EXPORT_SUFFIXES: Readonly<Record<ExportFormatName, string | null>> = {
  csv: '.csv',
  json: '.json',
  svg: '.svg',
  png: '.png',
  pdf: '.pdf',
  pgfplots: null,
  html: '.html',
  safetensors: '.safetensors',
  onnx: '.onnx',
  'saved-model': null,
  tfjs: null,
  pytorch: null,
  bundle: '.unroll',
};

/** Formats that the clipboard takes. */
export const CLIPBOARD_FORMATS: readonly ExportFormatName[] = ['csv', 'json', 'svg', 'png', 'html'];

/** Scale of PNGs: pixels per pixel of the SVG. */
export const PNG_SCALE = { least: 0.5, most: 8, default: 2 } as const;

/** What is made of a recorded experiment. */
export interface ExportWhat {
  readonly format: ExportFormatName;
  /** `lstm/seed-1`: of a model the run it is of, of numbers the only one that counts; null: all. */
  readonly run: string | null;
  /** Id of a chart; null: everything, which of pictures is the board. */
  readonly chart: string | null;
  /** Pixels of a PNG per pixel of the chart. */
  readonly scale: number;
  /** Of {@link TOLD_FORMATS}: what charts and reports are told in. */
  readonly language: Language;
}

export interface ExportRequest {
  readonly of: RecordSubject;
  readonly what: ExportWhat;
  /** A file or folder that a person is asked for, or the clipboard, which takes texts and PNGs. */
  readonly to: 'file' | 'clipboard';
}

export type ExportReply =
  /** `path`: absolute, of a file or a folder. */
  | { readonly kind: 'written'; readonly path: string }
  | { readonly kind: 'copied' }
  /** A person chose no file. */
  | { readonly kind: 'cancelled' }
  /** One sentence on why there is no export, and what to do instead. */
  | { readonly kind: 'refused'; readonly why: string };

/** One export, as the exporter process is handed it. */
export interface ExportJob {
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  readonly what: ExportWhat;
  /** Absolute path to write to; null: what comes out is sent back. */
  readonly out: string | null;
}

export type ExportOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'content'; readonly content: Uint8Array | string }
  | { readonly kind: 'refused'; readonly why: string };
