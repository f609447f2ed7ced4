// The benchmark: reads the command line, measures row by row, prints tables or JSON.
import os from 'node:os';
import { type BenchOptions, USAGE, UsageError, parseArguments } from './arguments';
import { type ExperimentResult, measureExperiment } from './experiment';
import { measureRow } from './measure-row';
import { type RowResult, TOLERANCE, isSound } from './measurement';
import { type Peer, type Places, allPeers, ownPeer, selectPeers } from './peer';
import { canBind } from './peer-process';
import { type Row, rowId, selectRows } from './row';
import { alignColumns, experimentTable, figure, rowTable, rowTitle } from './table';
import { measureWall } from './wall';

interface Plan {
  readonly options: BenchOptions;
  readonly rows: readonly Row[];
  readonly peers: readonly Peer[];
}

/** @returns the exit code: 0, 1 when a peer failed or computes something else, 2 for a wrong command line. */
export async function main(argv: readonly string[], places: Places): Promise<number> {
  if (argv.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const plan = planOrRefusal(argv, places);
  if (plan === null) return 2;
  if (plan.options.mode === 'experiment') return experiment(plan, places.root);
  return plan.options.mode === 'wall' ? wall(plan, places.root) : steps(plan);
}

function planOrRefusal(argv: readonly string[], places: Places): Plan | null {
  try {
    const options = parseArguments(argv, os.cpus().length - 1);
    const rows = selectRows(options.rows);
    const chosen = options.peers.length === 0 && options.also.length > 0 ? [] : options.peers;
    return { options, rows, peers: [...selectPeers(allPeers(places), chosen), ...options.also.map(ownPeer)] };
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return null;
  }
}

async function steps({ options, rows, peers }: Plan): Promise<number> {
  const rounds = options.mode === 'check' ? 0 : options.rounds;
  const results: RowResult[] = [];
  for (const row of rows) {
    if (options.json) console.error(rowTitle(row));
    const result = await measureRow(row, peers, { ...options, rounds });
    results.push(result);
    if (!options.json) console.log(`${rowTable(result)}\n`);
  }
  const rowsById = results.map((result) => ({ id: rowId(result.row), ...result }));
  if (options.json)
    console.log(JSON.stringify({ machine: machine(options), rounds, rows: rowsById }, null, 2));
  return results.every(isSound) ? 0 : 1;
}

function wall({ options, rows }: Plan, root: string): number {
  const results = rows.filter((row) => row.batchSize === 1).map((row) => measureWall(row, options, root));
  if (options.json) console.log(JSON.stringify({ machine: machine(options), wall: results }, null, 2));
  else {
    const lines = results.map((result) => [
      rowTitle(result.row),
      result.engine,
      figure(result.usPerStep),
      figure(result.reportedUsPerStep),
    ]);
    console.log(alignColumns([['whole runs', 'engine', 'µs per step', 'as the run tells'], ...lines]));
  }
  return 0;
}

/** The engines of ours are one row of it, `unroll run`; of the others, those that do the same work. */
async function experiment({ options, peers }: Plan, root: string): Promise<number> {
  const others = peers.filter(({ kind }) => kind === 'same-work');
  const results = await measureExperiment(others, options.rounds, root);
  if (options.json) console.log(JSON.stringify({ machine: machine(options), experiment: results }, null, 2));
  else console.log(experimentTable(results));
  const isSame = (result: ExperimentResult) =>
    result.kind === 'unavailable' || (result.difference ?? 0) <= TOLERANCE;
  return results.every(isSame) ? 0 : 1;
}

function machine({ core }: BenchOptions) {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: os.cpus().length,
    core: canBind() ? core : null,
    node: process.version,
  };
}
