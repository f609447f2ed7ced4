// The text of a csv file as columns of numbers, or why it is none: said with the line, and the column, where it goes wrong.
import Papa from 'papaparse';
import { describeValue } from '../../../src-core/experiment/describe-value';
import { nearestName } from '../../../src-core/experiment/nearest-name';

/** What was expected where, and what came. */
export interface CsvFlaw {
  readonly expected: string;
  readonly got: string;
}

export interface CsvTable {
  readonly kind: 'table';
  /** The first line, as it stands. */
  readonly names: readonly string[];
  /** Rows below it. */
  readonly rows: number;
  /** The numbers of a column. */
  column(name: string): Float64Array | CsvFlaw;
}

export type CsvReading = CsvTable | ({ readonly kind: 'flawed' } & CsvFlaw);

/** What separates columns; a decimal comma is none of the ways to write a number. */
const DELIMITERS = [',', ';', '\t'] as const;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

interface Row {
  /** Line that it begins at, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Names of columns that a message lists. */
const MOST_NAMES = 8;

/** Reads a file's bytes. The first line names the columns; empty lines are none. */
export function readCsv(bytes: Uint8Array): CsvReading {
  const flawed = (expected: string, got: string): CsvReading => ({ kind: 'flawed', expected, got });
  const text = textOf(bytes);
  if (text === null) return flawed('a text in UTF-8', 'bytes that are none');
  if (text.trim() === '')
    return flawed('a first line that names the columns, and rows below it', 'an empty file');
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const all = withLines(data);
  const [torn] = errors.filter(({ type }) => type === 'Quotes');
  if (torn !== undefined)
    return flawed(
      'every " of a cell to be closed',
      `one that is not, at line ${all[torn.row ?? 0]?.line ?? 1}`,
    );
  const [header, ...rows] = all.filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== '');
  const names = (header?.cells ?? []).map((name) => name.trim());
  const ragged = rows.find(({ cells }) => cells.length !== names.length);
  if (ragged !== undefined) {
    const counted = (count: number) => `${count} ${count === 1 ? 'column' : 'columns'}`;
    return flawed(
      `${counted(names.length)} as in the first line`,
      `${counted(ragged.cells.length)} at line ${ragged.line}`,
    );
  }
  return { kind: 'table', names, rows: rows.length, column: (name) => columnOf(names, rows, name) };
}

/** Without a byte order mark; null where the bytes are no UTF-8, or hold what no text does. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Of the characters that may separate columns, the one that the first line has most of outside of quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A cell may hold line ends: the row below it begins that much further down. */
function withLines(data: readonly string[][]): readonly Row[] {
  let line = 1;
  return data.map((cells) => {
    const row = { line, cells };
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return row;
  });
}

function columnOf(names: readonly string[], rows: readonly Row[], name: string): Float64Array | CsvFlaw {
  const place = names.indexOf(name.trim());
  if (place < 0) return { expected: existing(names, name), got: describeValue(name) };
  if (names.indexOf(name.trim(), place + 1) >= 0)
    return {
      expected: 'a column whose name is in the first line once',
      got: `${describeValue(name)}, which is there again`,
    };
  const values = new Float64Array(rows.length);
  for (const [index, { line, cells }] of rows.entries()) {
    const cell = cells[place]?.trim() ?? '';
    const value = NUMBER.test(cell) ? Number(cell) : NaN;
    if (!Number.isFinite(Math.fround(value))) return noNumber(name, line, cell);
    values[index] = value;
  }
  return values;
}

function noNumber(name: string, line: number, cell: string): CsvFlaw {
  const comma = /^[+-]?\d*,\d+$/.test(cell) ? ' with a decimal point' : '';
  const got = cell === '' ? 'an empty entry' : describeValue(cell);
  return { expected: `a finite number${comma} at line ${line}, column ${describeValue(name)}`, got };
}

function existing(names: readonly string[], name: string): string {
  const nearest = name.length > 2 ? nearestName(name, names) : null;
  const listed = names.slice(0, MOST_NAMES).map(describeValue).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const unnamed = names.every((cell) => NUMBER.test(cell)) ? ' (the first line has to name the columns)' : '';
  const meant = nearest === null ? '' : ` (did you mean ${describeValue(nearest)}?)`;
  return `one of the columns ${listed}${more}${unnamed}${meant}`;
}
