// Records what the gallery's pictures are drawn from: the loss over the steps of every preset's lanes, trained here with the
// first seed. `node build/preset-pictures.mjs [--all]`; without --all only of presets that have none yet.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './targets.mjs';

const FILE = path.join(ROOT, 'renderer', 'lab', 'preset-pictures.json');
/** Points per line: each is the median of a stretch of steps. */
const POINTS = 48;
const LAUNCHER = path.join(ROOT, 'build', 'unroll.mjs');

/** @param {readonly string[]} args @param {boolean} [mayDiverge] @returns {string} what the command line printed */
function unroll(args, mayDiverge = false) {
  try {
    return execFileSync(process.execPath, [LAUNCHER, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  } catch (error) {
    // 3: a run diverged, which some presets are there to show.
    if (mayDiverge && /** @type {{ status?: number }} */ (error).status === 3) return '';
    throw error;
  }
}

/** @param {string} file @returns {number[]} loss per step */
function lossOf(file) {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map((row) => Number(row.split(',')[1]));
}

/** @param {readonly number[]} values @returns {number | null} their median, of three digits; null where one is not finite */
function median(values) {
  if (!values.every(Number.isFinite)) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[sorted.length >> 1] ?? 0).toPrecision(3));
}

/** @param {readonly number[]} loss @param {number} steps of the whole run @returns {(number | null)[]} */
function picture(loss, steps) {
  const width = Math.max(1, steps / POINTS);
  return Array.from({ length: Math.ceil(Math.min(loss.length, steps) / width) }, (_, i) =>
    median(
      loss.slice(Math.floor(i * width), Math.max(Math.floor(i * width) + 1, Math.floor((i + 1) * width))),
    ),
  );
}

/** @param {string} id @param {string} folder @returns {(number | null)[][]} a line per lane */
function record(id, folder) {
  const experiment = JSON.parse(unroll(['preset', id]));
  const file = path.join(folder, `${id}.unroll.json`);
  writeFileSync(file, JSON.stringify({ ...experiment, seeds: experiment.seeds.slice(0, 1) }));
  const out = path.join(folder, id);
  unroll(['run', file, '--out', out], true);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'));
  // With one seed, a run per lane: of a sweep there are more lanes than the file names.
  const runs = /** @type {{ folder: string }[]} */ (manifest.runs);
  return runs.map((run) =>
    picture(lossOf(path.join(out, run.folder, 'trace.csv')), experiment.training.steps),
  );
}

const known = process.argv.includes('--all') ? {} : JSON.parse(readFileSync(FILE, 'utf8'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-pictures-'));
try {
  const { presets } = /** @type {{ presets: { id: string }[] }} */ (
    JSON.parse(unroll(['presets', '--json']))
  );
  /** @type {Record<string, (number | null)[][]>} */
  const pictures = {};
  for (const { id } of presets) {
    pictures[id] = known[id] ?? record(id, folder);
    console.log(`${id}: ${pictures[id]?.length} lines`);
  }
  const options = { ...(await resolveConfig(FILE)), filepath: FILE };
  writeFileSync(FILE, await format(JSON.stringify(pictures), options));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
