// Reading a manifest that may have been damaged, or written by a later version.
import { isCsvName } from '../experiment/csv-path';
import type { Manifest, ManifestRun } from './manifest';

export type ManifestResult =
  | { readonly kind: 'ok'; readonly manifest: Manifest }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isAnyOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isJsonNumber: Check = (value) =>
  typeof value === 'number' || isAnyOf('NaN', 'Infinity', '-Infinity')(value);

function has(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));
}

const isSha256: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isEngine = isAnyOf('xla', 'graph', 'eager');
const isBackend = isAnyOf('tensorflow', 'wasm', 'cpu');

const RUN: Readonly<Record<keyof ManifestRun, Check>> = {
  lane: isText,
  seed: isCount,
  // The one form that is written: nothing in it can lead out of the folder.
  folder: (value) => typeof value === 'string' && /^[\p{L}\p{N}\p{M}-]+\/seed-\d+$/u.test(value),
  status: isAnyOf('waiting', 'running', 'done', 'stopped', 'diverged', 'failed', 'interrupted'),
  engine: orNull(isEngine),
  backend: orNull(isBackend),
  parameterCount: orNull(isCount),
  steps: isCount,
  finalLoss: orNull(isJsonNumber),
  usPerStep: orNull((value) => typeof value === 'number'),
  compileMs: orNull((value) => typeof value === 'number'),
  divergedAt: orNull(isCount),
  divergence: orAbsent(
    has({
      kind: isAnyOf('parameter', 'prediction', 'loss', 'gradient', 'norm'),
      name: orNull(isText),
      value: isAnyOf('NaN', 'Infinity', '-Infinity'),
    }),
  ),
  failure: orNull(has({ kind: isText, message: isText })),
};

const isSweep = has({
  axes: isListOf(has({ path: isText, values: Array.isArray })),
  lanes: (value) =>
    has({})(value) && Object.values(value as object).every(has({ lane: isText, point: isListOf(isCount) })),
});

const MANIFEST: Readonly<Record<keyof Manifest, Check>> = {
  format: isAnyOf('unroll-run-folder'),
  version: (value) => value === 1,
  name: isText,
  status: isAnyOf('running', 'ended'),
  writer: has({ pid: isCount, startTime: orNull(isText) }),
  startedAt: isText,
  endedAt: orNull(isText),
  versions: has({
    unroll: isText,
    node: isText,
    electron: orNull(isText),
    tfjs: orNull(isText),
    tensorflow: orNull(isText),
  }),
  cpu: has({ model: isText, cores: isCount, features: isListOf(isText) }),
  engine: orNull(isEngine),
  backend: orNull(isBackend),
  attempts: isListOf(has({ engine: isEngine, backend: isBackend, why: isText })),
  folders: (value) => has({})(value) && Object.values(value as object).every(isText),
  sweep: (value) => value === undefined || isSweep(value),
  seeds: isListOf(isCount),
  data: orAbsent(
    isListOf(
      has({
        path: isText,
        file: (value) => typeof value === 'string' && isCsvName(value),
        bytes: isCount,
        sha256: isSha256,
      }),
    ),
  ),
  runs: isListOf(has(RUN)),
  digest: orNull(isSha256),
};

/** Reads the text of a manifest; a later version is refused by its version. */
export function parseManifest(text: string): ManifestResult {
  const refused = (why: string): ManifestResult => ({ kind: 'refused', why });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(`The manifest is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
  if (typeof value !== 'object' || value === null) return refused('The manifest is not an object.');
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields['format'] !== 'unroll-run-folder') return refused('The manifest is not one of Unroll.');
  if (fields['version'] !== 1) {
    return refused(
      `The manifest has version ${JSON.stringify(fields['version'])}, expected 1: update Unroll to open it.`,
    );
  }
  const wrong = Object.entries(MANIFEST).find(([key, check]) => !check(fields[key]));
  if (wrong !== undefined) return refused(`The manifest’s field ${wrong[0]} is missing or damaged.`);
  return { kind: 'ok', manifest: value as Manifest };
}
