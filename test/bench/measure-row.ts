// One row: starts the peers, checks that they do the same work, then lets them take turns.
import os from 'node:os';
import { initialWeights } from './initial-weights';
import {
  type Agreement,
  COMPARED_STEPS,
  TOLERANCE,
  type MeasuredPeer,
  type PeerResult,
  type RowResult,
} from './measurement';
import type { Peer } from './peer';
import { PeerProcess } from './peer-process';
import { type StepTrace, tensorText } from './protocol';
import { CLIP_LIMIT, LEARNING_RATE, type Row } from './row';
import { largestRelativeDifference, median, minimum } from './statistics';

export interface RoundOptions {
  /** 0: no rounds, only the comparison of losses. */
  readonly rounds: number;
  readonly roundMs: number;
  readonly core: number | null;
}

/** A peer under way. */
interface Runner {
  readonly peer: Peer;
  readonly process: PeerProcess;
  readonly version: string;
  readonly chunk: number;
  readonly prepareMs: number;
  readonly firstCallMs: number;
  readonly trace: StepTrace;
}

/** A peer that has been timed: µs per step, wall and CPU time, round by round. */
interface Timed extends Runner {
  readonly roundsUs: number[];
  readonly cpuRoundsUs: number[];
}

/** Measures every peer on a row. A peer that cannot run, or fails, is a result like any other. */
export async function measureRow(
  row: Row,
  peers: readonly Peer[],
  options: RoundOptions,
): Promise<RowResult> {
  const load = os.loadavg()[0] ?? 0;
  const lost = new Map<string, PeerResult>();
  const runners: Timed[] = [];
  for (const peer of peers) {
    const started = await startRunner(row, peer, options.core);
    if ('process' in started) runners.push({ ...started, roundsUs: [], cpuRoundsUs: [] });
    else lost.set(peer.name, started);
  }
  await takeTurns(runners, lost, options);
  await Promise.all(runners.map((runner) => runner.process.end()));
  const alive = runners.filter((runner) => !lost.has(runner.peer.name));
  const results = new Map<string, PeerResult>(compared(alive).map((result) => [result.peer, result]));
  return { row, load, peers: peers.flatMap((peer) => lost.get(peer.name) ?? results.get(peer.name) ?? []) };
}

/** Starts a peer and takes its first steps, whose losses are compared. */
async function startRunner(row: Row, peer: Peer, core: number | null): Promise<Runner | PeerResult> {
  const process = new PeerProcess(peer, core);
  try {
    const weights = initialWeights(row, 1).map(tensorText);
    const settings = { row, learningRate: LEARNING_RATE, clipLimit: CLIP_LIMIT, weights };
    const ready = await process.request({ kind: 'prepare', ...settings });
    if (ready.kind !== 'ready') {
      await process.end();
      if (ready.kind === 'unavailable') return { kind: 'unavailable', peer: peer.name, why: ready.why };
      throw new Error(`Expected ready or unavailable, got ${ready.kind}.`);
    }
    const { version, chunk, prepareMs } = ready;
    const first = await go(process, chunk, true);
    const trace = await firstSteps(process, chunk, first);
    return { peer, process, version, chunk, prepareMs, firstCallMs: 1000 * first.seconds, trace };
  } catch (error) {
    await process.end();
    return failed(peer, error);
  }
}

/** What the first steps recorded, the first call included. */
async function firstSteps(process: PeerProcess, chunk: number, first: StepTrace): Promise<StepTrace> {
  const losses = [...first.losses];
  const gradNorms = [...first.gradNorms];
  for (let taken = chunk; taken < COMPARED_STEPS; taken += chunk) {
    const next = await go(process, chunk, true);
    losses.push(...next.losses);
    gradNorms.push(...next.gradNorms);
  }
  return { losses: losses.slice(0, COMPARED_STEPS), gradNorms: gradNorms.slice(0, COMPARED_STEPS) };
}

/** Warms up, then interleaves: in every round each peer trains once, one after the other. */
async function takeTurns(
  runners: readonly Timed[],
  lost: Map<string, PeerResult>,
  { rounds, roundMs }: RoundOptions,
): Promise<void> {
  const stepsOf = new Map<Timed, number>();
  for (let round = -1; round < rounds; round += 1) {
    for (const runner of runners) {
      if (lost.has(runner.peer.name)) continue;
      try {
        const steps = stepsOf.get(runner) ?? (rounds === 0 ? 0 : await stepsPerRound(runner, roundMs));
        stepsOf.set(runner, steps);
        if (steps === 0) continue;
        const { seconds, cpuSeconds } = await go(runner.process, steps, false);
        if (round < 0) continue;
        runner.roundsUs.push((1e6 * seconds) / steps);
        runner.cpuRoundsUs.push((1e6 * cpuSeconds) / steps);
      } catch (error) {
        lost.set(runner.peer.name, failed(runner.peer, error));
      }
    }
  }
}

/** Steps that take about `roundMs`: doubled until one call takes a quarter of it, so that the clock does not decide. */
async function stepsPerRound({ process, chunk }: Runner, roundMs: number): Promise<number> {
  let chunks = 1;
  for (;;) {
    const { seconds } = await go(process, chunks * chunk, false);
    if (1000 * seconds >= roundMs / 4)
      return chunk * Math.max(1, Math.round((chunks * roundMs) / (1000 * seconds)));
    chunks *= 2;
  }
}

async function go(process: PeerProcess, steps: number, trace: boolean) {
  const reply = await process.request({ kind: 'go', steps, trace });
  if (reply.kind === 'went') return reply;
  throw new Error(`Expected went, got ${reply.kind}${reply.kind === 'unavailable' ? `: ${reply.why}` : ''}.`);
}

function failed(peer: Peer, error: unknown): PeerResult {
  return { kind: 'failed', peer: peer.name, why: error instanceof Error ? error.message : String(error) };
}

/** The yardstick is the first peer of ours, else the first that should do the same work. */
function compared(runners: readonly Timed[]): MeasuredPeer[] {
  const yardstick =
    runners.find(({ peer }) => peer.kind === 'ours') ?? runners.find(({ peer }) => peer.kind === 'same-work');
  return runners.map((runner) => {
    const difference =
      runner.peer.kind === 'own-work' || yardstick === undefined || runner === yardstick
        ? null
        : traceDifference(runner.trace, yardstick.trace);
    return { ...timing(runner), difference, agreement: agreementOf(runner, yardstick, difference) };
  });
}

function traceDifference(trace: StepTrace, expected: StepTrace): number {
  const losses = largestRelativeDifference(trace.losses, expected.losses);
  return Math.max(losses, largestRelativeDifference(trace.gradNorms, expected.gradNorms));
}

function agreementOf(runner: Timed, yardstick: Timed | undefined, difference: number | null): Agreement {
  if (runner.peer.kind === 'own-work') return 'own-work';
  if (runner === yardstick || difference === null) return 'yardstick';
  return difference <= TOLERANCE ? 'same' : 'different';
}

function timing({ peer, version, chunk, prepareMs, firstCallMs, roundsUs, cpuRoundsUs }: Timed) {
  const timed = roundsUs.length > 0;
  const minimumUs = timed ? minimum(roundsUs) : null;
  return {
    kind: 'measured' as const,
    peer: peer.name,
    version,
    minimumUs,
    medianUs: timed ? median(roundsUs) : null,
    cpuUs: timed ? minimum(cpuRoundsUs) : null,
    roundsUs,
    setUpMs: prepareMs + firstCallMs - (chunk * (minimumUs ?? 0)) / 1000,
  };
}
