// A whole experiment, from the start of a process to its end: 20 seeds of an RNN and of an LSTM, 100 steps each. Loading,
// compiling, training and, with ours, everything that a run folder holds. The peers train one lane in one process, as ours does.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { articleExperiment } from '../../src-core/experiment/article';
import type { CellKind } from '../../src-core/experiment/experiment';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readSafetensors } from '../../src-core/export/safetensors';
import type { Peer } from './peer';
import { PeerProcess } from './peer-process';
import { type PeerReply, tensorText } from './protocol';
import type { Row } from './row';
import { largestRelativeDifference } from './statistics';

const STEPS = 100;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const CELLS = ['rnn', 'lstm'] as const satisfies readonly CellKind[];
/** Clipping that never acts, for peers whose loop always clips. */
const NO_LIMIT = 1e30;
/** Steps of every run whose losses are compared, and by how much they may differ: as in the other rows. */
const COMPARED = 10;

export interface ExperimentTimes {
  readonly peer: string;
  /** Wall time of each round. */
  readonly seconds: readonly number[];
  /** Largest relative difference of losses from ours; null for ours. */
  readonly difference: number | null;
}

export type ExperimentResult =
  | ({ readonly kind: 'measured' } & ExperimentTimes)
  | { readonly kind: 'unavailable'; readonly peer: string; readonly why: string };

/** What a run of ours began with, and its first losses. */
interface RecordedRun {
  readonly cell: CellKind;
  readonly weights: readonly NamedTensor[];
  readonly losses: readonly number[];
}

/**
 * Times `unroll run` and the peers in turn, `rounds` times.
 * @throws when a run of ours fails
 */
export async function measureExperiment(
  peers: readonly Peer[],
  rounds: number,
  root: string,
): Promise<readonly ExperimentResult[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-bench-'));
  try {
    // Once beforehand: files are read from memory from then on, for everyone.
    trainOurs(folder, 'warm', root);
    const runs = recordedRuns(path.join(folder, 'warm'));
    const ours: number[] = [];
    const theirs = new Map<Peer, (PeerRound | { readonly why: string })[]>(peers.map((peer) => [peer, []]));
    for (let round = 0; round < rounds; round += 1) {
      ours.push(trainOurs(folder, `round-${round}`, root));
      for (const [peer, seen] of theirs) seen.push(await trainPeer(peer, runs));
    }
    return [
      { kind: 'measured', peer: 'unroll run', seconds: ours, difference: null },
      ...[...theirs].map(([peer, seen]) => resultOf(peer, seen)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns seconds */
function trainOurs(folder: string, name: string, root: string): number {
  const file = path.join(folder, 'bench.unroll.json');
  const article = articleExperiment();
  const lanes = CELLS.map((cell) => ({ label: cell, set: { 'model.cell': cell } }));
  const training = { ...article.training, steps: STEPS };
  writeFileSync(file, JSON.stringify({ ...article, training, seeds: SEEDS, lanes }));
  const cli = path.join(root, 'dist', 'cli', 'cli.cjs');
  const from = performance.now();
  const run = spawnSync(process.execPath, [cli, 'run', file, '--out', path.join(folder, name)], {
    encoding: 'utf8',
  });
  if (run.status !== 0)
    throw new Error(`unroll run ended with ${run.status ?? run.signal}: ${run.stderr.slice(-1000)}`);
  return (performance.now() - from) / 1000;
}

function recordedRuns(folder: string): readonly RecordedRun[] {
  return CELLS.flatMap((cell) =>
    SEEDS.map((seed) => {
      const run = path.join(folder, cell, `seed-${seed}`);
      const read = readSafetensors(readFileSync(path.join(run, 'initial.safetensors')));
      if (read.kind === 'refused') throw new Error(read.why);
      const rows = readFileSync(path.join(run, 'trace.csv'), 'utf8')
        .split('\n')
        .slice(1, COMPARED + 1);
      return { cell, weights: read.tensors, losses: rows.map((row) => Number(row.split(',')[1])) };
    }),
  );
}

interface PeerRound {
  readonly seconds: number;
  readonly difference: number;
}

/** All runs of a cell in one process, the cells side by side. */
async function trainPeer(
  peer: Peer,
  runs: readonly RecordedRun[],
): Promise<PeerRound | { readonly why: string }> {
  const from = performance.now();
  const lanes = CELLS.map((cell) =>
    trainLane(
      peer,
      runs.filter((run) => run.cell === cell),
    ),
  );
  const differences = await Promise.all(lanes).catch((error: unknown) => String(error));
  if (typeof differences === 'string') return { why: differences };
  return { seconds: (performance.now() - from) / 1000, difference: Math.max(...differences) };
}

async function trainLane(peer: Peer, runs: readonly RecordedRun[]): Promise<number> {
  const process = new PeerProcess(peer, null);
  try {
    const differences: number[] = [];
    for (const { cell, weights, losses } of runs) {
      const row: Row = { cell, hiddenSize: 32, timeStep: 10, batchSize: 1, chunk: STEPS };
      const request = { row, learningRate: 0.001, clipLimit: NO_LIMIT, weights: weights.map(tensorText) };
      expectKind(await process.request({ kind: 'prepare', ...request }), 'ready');
      const went = expectKind(await process.request({ kind: 'go', steps: STEPS, trace: true }), 'went');
      differences.push(largestRelativeDifference(went.losses.slice(0, COMPARED), losses));
    }
    return Math.max(...differences);
  } finally {
    await process.end();
  }
}

function expectKind<K extends PeerReply['kind']>(reply: PeerReply, kind: K): Extract<PeerReply, { kind: K }> {
  if (reply.kind === kind) return reply as Extract<PeerReply, { kind: K }>;
  throw new Error(reply.kind === 'unavailable' ? reply.why : `expected ${kind}, got ${reply.kind}`);
}

function resultOf({ name }: Peer, seen: readonly (PeerRound | { readonly why: string })[]): ExperimentResult {
  const failed = seen.find((round) => 'why' in round);
  if (failed !== undefined) return { kind: 'unavailable', peer: name, why: failed.why };
  const rounds = seen.filter((round): round is PeerRound => !('why' in round));
  return {
    kind: 'measured',
    peer: name,
    seconds: rounds.map(({ seconds }) => seconds),
    difference: Math.max(...rounds.map(({ difference }) => difference)),
  };
}
