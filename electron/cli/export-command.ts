// `unroll export <dir> --format <f> --out <path>`: takes something recorded away, in a format that others read.
import { nearestName } from '../../src-core/experiment/nearest-name';
import type { Exported } from '../../src-core/export/exported';
import type { ManifestRun } from '../../src-core/export/manifest';
import { storageFailure } from '../../src-core/export/storage-failure';
import { type RecordedExperiment, readRecorded } from '../runs/recorded-experiment';
import { readModel } from '../runs/recorded-model';
import { inTheWay, writeExport } from '../runs/write-export';
import type { Command } from './command';
import { exitCodes } from './exit-code';
import { type ExportFormat, exportFormats } from './export-formats';
import { parseOptions } from './parse-options';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const options = {
  format: { type: 'string' },
  out: { type: 'string' },
  run: { type: 'string' },
  json: { type: 'boolean' },
  overwrite: { type: 'boolean' },
} as const;

const width = Math.max(...exportFormats.map(({ name }) => name.length));

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes what was recorded in a format that others read',
  help: [
    'unroll export <dir> --format <format> --out <path> [options]',
    '',
    'Writes what <dir> holds to <path>, whole or not at all. Nothing in <dir> changes.',
    '',
    ...exportFormats.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '  --run <lane>/seed-<n>  the run, as its folder is called; not needed where there is only one',
    '  --overwrite            replaces <path>; a folder only if it holds nothing but such an export',
    '  --json                 the last line of standard output is one JSON object',
    '',
    'Exit code: 0 written, 1 the disk failed, 2 bad input, or a model that the format cannot hold.',
  ],
  run(args, { terminal }) {
    return Promise.resolve().then(() => runExport(args, terminal));
  },
};

interface ExportRequest {
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  readonly format: ExportFormat;
  /** Absolute path. */
  readonly out: string;
  /** As it was given. */
  readonly run: string | null;
  readonly overwrite: boolean;
  readonly json: boolean;
}

function runExport(args: readonly string[], terminal: Terminal): number {
  const request = readRequest(args, terminal);
  const { dir, format, out } = request;
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') throw new UsageError(recorded.problems);
  const run = findRun(request, recorded);
  const exported = exportRun(request, recorded, run);
  if (exported.kind === 'refused') throw new UsageError([exported.why]);
  const obstacle = write(request, exported);
  if (obstacle !== null) {
    terminal.say(obstacle.why);
    return obstacle.exitCode;
  }
  const files = exported.kind === 'file' ? [] : exported.files.map((file) => file.path);
  terminal.result(
    request.json
      ? JSON.stringify({ format: format.name, run: run.folder, out, files })
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
    ...(dir === undefined ? ['export expects the folder of a recorded experiment, got none.'] : []),
    ...(rest.length > 0 ? [`export expects one folder, got also ${rest.join(' ')}.`] : []),
    ...(format === undefined ? [unknownFormat(values.format)] : []),
    ...(values.out ? [] : ['export expects --out <path>, got none.']),
  ];
  if (dir === undefined || format === undefined || !values.out || problems.length > 0)
    throw new UsageError([...problems, "See 'unroll export --help'."]);
  return {
    dir: terminal.resolve(dir),
    format,
    out: terminal.resolve(values.out),
    run: values.run ?? null,
    overwrite: values.overwrite === true,
    json: values.json === true,
  };
}

function unknownFormat(got: string | undefined): string {
  const names = exportFormats.map(({ name }) => name);
  const nearest = got === undefined ? null : nearestName(got, names);
  const expected = nearest === null ? names.join(', ') : `${nearest}, perhaps`;
  return `--format: expected one of ${expected}, got ${got === undefined ? 'none' : got || 'nothing'}.`;
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

function exportRun({ dir, format }: ExportRequest, recorded: RecordedExperiment, run: ManifestRun): Exported {
  switch (format.takes) {
    case 'model': {
      const read = readModel(dir, recorded, run);
      return read.kind === 'refused' ? read : format.write(read.model);
    }
  }
}
