// `unroll export <dir> --format <f> --out <path>`: takes something recorded away, in a format that others read.
import { PNG_SCALE, TOLD_FORMATS } from '../../src-core/contract/export-request';
import { nearestName } from '../../src-core/experiment/nearest-name';
import type { ManifestRun } from '../../src-core/export/manifest';
import { storageFailure } from '../../src-core/export/storage-failure';
import { LANGUAGE_TAGS, type Language } from '../../src-core/language/language';
import { type ExportFormat, exportFormats } from '../exports/export-formats';
import { exportRecorded } from '../exports/export-recorded';
import { type RecordedExperiment, readRecorded } from '../runs/recorded-experiment';
import { inTheWay, writeExport } from '../runs/write-export';
import type { Command } from './command';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { withRecorded } from './recorded-path';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const options = {
  format: { type: 'string' },
  out: { type: 'string' },
  run: { type: 'string' },
  chart: { type: 'string' },
  scale: { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  overwrite: { type: 'boolean' },
} as const;

const width = Math.max(...exportFormats.map(({ name }) => name.length));

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes what was recorded in a format that others read',
  help: [
    'unroll export <dir or bundle> --format <format> --out <path> [options]',
    '',
    'Writes what the folder, or the bundle (*.unroll), holds to <path>, whole or not at all. Nothing that was recorded changes.',
    '',
    ...exportFormats.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '  --run <lane>/seed-<n>  the run, as its folder is called; of a model not needed where there is only one, of numbers',
    '                         only to leave the others out',
    '  --chart <id>           one chart: loss, gradient-norm, flow, difference, fit-<lane>, parameter-norms, saturation,',
    '                         learning-rate or board; pictures without it show the board, csv and json hold everything',
    `  --scale <n>            pixels of a PNG per pixel of the chart, ${PNG_SCALE.default} by default`,
    `  --language <tag>       what pictures and the report are told in: ${LANGUAGE_TAGS.join(' or ')}, en by default; tables and`,
    '                         models are the same in any',
    '  --overwrite            replaces <path>; a folder only if it holds nothing but such an export',
    '  --json                 the last line of standard output is one JSON object',
    '',
    'Exit code: 0 written, 1 the disk failed, 2 bad input, or a model that the format cannot hold.',
  ],
  run: (args, { terminal }) => runExport(args, terminal),
};

interface ExportRequest {
  /** Absolute path of the experiment's folder; of a bundle, where it is unpacked. */
  readonly dir: string;
  readonly format: ExportFormat;
  /** Absolute path. */
  readonly out: string;
  /** As it was given. */
  readonly run: string | null;
  readonly chart: string | null;
  readonly scale: number;
  readonly language: Language;
  readonly overwrite: boolean;
  readonly json: boolean;
}

async function runExport(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = readRequest(args, terminal);
  return withRecorded(request.dir, (dir) => exportAs({ ...request, dir }, terminal));
}

async function exportAs(request: ExportRequest, terminal: Terminal): Promise<number> {
  const { dir, format, out } = request;
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') throw new UsageError(recorded.problems);
  const run = format.takes === 'model' || request.run !== null ? findRun(request, recorded) : null;
  const exported = await exportRecorded({ dir, recorded, run, format, options: request });
  if (exported.kind === 'refused') throw new UsageError([exported.why]);
  const obstacle = write(request, exported);
  if (obstacle !== null) {
    terminal.say(obstacle.why);
    return obstacle.exitCode;
  }
  const files = exported.kind === 'file' ? [] : exported.files.map((file) => file.path);
  terminal.result(
    request.json
      ? JSON.stringify({ format: format.name, run: run?.folder ?? null, chart: request.chart, out, files })
      : `Wrote ${out}${files.length === 0 ? '' : `: ${files.join(', ')}`}`,
  );
  return exitCodes.ok;
}

/** Null: it is written. */
function write(
  { out, overwrite }: ExportRequest,
  exported: Parameters<typeof writeExport>[1],
): { readonly why: string; readonly exitCode: number } | null {
  try {
    const obstacle = inTheWay(out, exported, overwrite);
    if (obstacle !== null) return { why: obstacle, exitCode: exitCodes.usage };
    writeExport(out, exported);
    return null;
  } catch (error) {
    return { why: storageFailure(out, error).message, exitCode: exitCodes.failed };
  }
}

/** @throws UsageError with every problem at once */
function readRequest(args: readonly string[], terminal: Terminal): ExportRequest {
  const { values, positionals } = parseOptions('export', args, options);
  const [dir, ...rest] = positionals;
  const format = exportFormats.find(({ name }) => name === values.format);
  const problems = [
    ...(dir === undefined ? ['export expects the folder or bundle of a recorded experiment, got none.'] : []),
    ...(rest.length > 0 ? [`export expects one folder or bundle, got also ${rest.join(' ')}.`] : []),
    ...(format === undefined ? [unknownFormat(values.format)] : []),
    ...(values.out ? [] : ['export expects --out <path>, got none.']),
    ...optionProblems(format, values),
  ];
  const language = languageOf(values.language);
  if (dir === undefined || format === undefined || !values.out || language === null || problems.length > 0)
    throw new UsageError([...problems, "See 'unroll export --help'."]);
  return {
    dir: terminal.resolve(dir),
    format,
    out: terminal.resolve(values.out),
    run: values.run ?? null,
    chart: values.chart ?? null,
    scale: values.scale === undefined ? PNG_SCALE.default : Number(values.scale),
    language,
    overwrite: values.overwrite === true,
    json: values.json === true,
  };
}

/** Null: there is no such language. */
function languageOf(tag: string | undefined): Language | null {
  return tag === undefined ? 'en' : (LANGUAGE_TAGS.find((one) => one === tag) ?? null);
}

/** Options that the format has no use for would be lost without a word. */
function optionProblems(
  format: ExportFormat | undefined,
  {
    chart,
    run,
    scale,
    language,
  }: Readonly<Partial<Record<'chart' | 'run' | 'scale' | 'language', string | undefined>>>,
): readonly string[] {
  const { least, most } = PNG_SCALE;
  const isScale = scale === undefined || (Number(scale) >= least && Number(scale) <= most);
  return [
    ...(chart !== undefined && format !== undefined && format.takes !== 'series'
      ? [`--chart has no meaning for ${format.name}.`]
      : []),
    ...(run !== undefined && format?.takes === 'record'
      ? [`--run has no meaning for ${format.name}, which holds every run.`]
      : []),
    ...(scale !== undefined && format !== undefined && format.name !== 'png'
      ? [`--scale is for png, got it with ${format.name}.`]
      : []),
    ...(languageOf(language) === null
      ? [`--language: expected ${LANGUAGE_TAGS.join(' or ')}, got ${language || 'nothing'}.`]
      : []),
    ...(language !== undefined && format !== undefined && !TOLD_FORMATS.includes(format.name)
      ? [`--language has no meaning for ${format.name}, which is the same in any.`]
      : []),
    ...(isScale ? [] : [`--scale: expected a number from ${least} to ${most}, got ${scale || 'nothing'}.`]),
  ];
}

function unknownFormat(got: string | undefined): string {
  const names = exportFormats.map(({ name }) => name);
  const nearest = got === undefined ? null : nearestName(got, names);
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  const said = got === undefined ? 'none' : got || 'nothing';
  return `--format: expected one of ${names.join(', ')}, got ${said}.${hint}`;
}

/** @throws UsageError where no run is meant, or not one alone */
function findRun({ dir, run }: ExportRequest, { manifest }: RecordedExperiment): ManifestRun {
  const { runs } = manifest;
  // A folder's name as a shell completes it, and as another system writes it.
  const folder = run?.replaceAll('\\', '/').replace(/\/+$/, '').normalize('NFC');
  const [found, ...others] = runs.filter((one) => folder === undefined || one.folder === folder);
  if (found !== undefined && others.length === 0) return found;
  const got = found === undefined ? run || 'nothing' : 'none';
  const expected = runs.length === 0 ? 'a run, and it holds none' : runs.map((one) => one.folder).join(', ');
  throw new UsageError([`${dir}: --run expects one of ${expected}; got ${got}.`]);
}
