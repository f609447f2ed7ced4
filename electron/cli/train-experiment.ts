// Training on the command line: one host forked, an experiment conducted on it, its progress shown.
import type { EngineChoice, EngineReport } from '../../src-core/contract/engine';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { OpenMode, RunJob } from '../../src-core/contract/host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import type { ResolvedLane } from '../../src-core/experiment/lanes';
import { conductExperiment } from '../hosts/conduct-experiment';
import { forkNodeHost } from '../hosts/fork-node-host';
import { planRuns } from '../hosts/plan-runs';
import { superviseHost } from '../hosts/supervise-host';
import type { SupervisedHost } from '../hosts/supervised-host';
import { isForced } from './engine-options';
import { exitCodeOf, exitCodes } from './exit-code';
import { onInterrupt } from './interrupt';
import { Progress } from './progress';
import type { ReportedRun, RunReport } from './run-report';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

export interface TrainRequest {
  readonly experiment: Experiment;
  /** Absolute path. */
  readonly dir: string;
  readonly mode: OpenMode;
  readonly choice: EngineChoice;
  readonly weights: readonly NamedTensor[] | null;
  /** Absolute path of `host.cjs`. */
  readonly hostScript: string;
  /** The jobs to train, out of all that the experiment has. */
  readonly take?: (jobs: readonly RunJob[]) => readonly RunJob[];
  /** Run events, besides the progress that is shown. */
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Trained {
  readonly report: RunReport;
  readonly exitCode: number;
}

/**
 * Trains every run, showing progress. Ctrl-C ends the current run with all it recorded and begins no other; a second one
 * ends everything at once.
 * @throws UsageError where the folder is in use or a forced engine cannot run: nothing was trained
 */
export async function trainExperiment(request: TrainRequest, terminal: Terminal): Promise<Trained> {
  const { choice } = request;
  const host = superviseHost({ fork: () => forkNodeHost(request.hostScript), choice });
  const progress = new Progress(terminal, () => performance.now());
  const engines = new Map<string, EngineReport>();
  host.onEvent((event) => {
    if (event.kind === 'run-started') engines.set(event.runId, event.engine);
    progress.follow(event);
    request.onEvent?.(event);
  });
  try {
    const state = await host.settled();
    if (state.kind === 'lost') {
      if (isForced(choice)) throw new UsageError([state.failure.message]);
      return nothingTrained(state.failure.message, request, terminal);
    }
    return await conduct(host, engines, request, terminal);
  } finally {
    await host.shutdown();
  }
}

function nothingTrained(why: string, { dir }: TrainRequest, terminal: Terminal): Trained {
  terminal.say(why);
  return { report: { runs: [], digest: null, dir }, exitCode: exitCodes.failed };
}

/** @param engines by runId: what each run that began trains on, which the host's own engine need not be */
async function conduct(
  host: SupervisedHost,
  engines: ReadonlyMap<string, EngineReport>,
  request: TrainRequest,
  terminal: Terminal,
): Promise<Trained> {
  const { experiment, dir, mode } = request;
  const weightsOf = await fittingWeights(host, request, terminal);
  const planned = planRuns({ experiment, dir, pace: { kind: 'full' }, weightsOf });
  const jobs = request.take?.(planned) ?? planned;
  if (jobs.length === 0)
    terminal.say(`${dir}: nothing is left to train. --steps extends runs that are done.`);
  const conducted = conductExperiment(host, { experiment, dir, mode, jobs });
  let interrupted = false;
  const release = onInterrupt(
    process,
    () => {
      interrupted = true;
      terminal.say('Stopping after this chunk; what was recorded is kept. Ctrl-C again ends at once.');
      conducted.interrupt();
    },
    () => process.exit(exitCodes.interrupted),
  );
  const outcome = await conducted.outcome.finally(release);
  if (outcome.kind === 'refused') {
    if (outcome.reason === 'host') return nothingTrained(outcome.message, request, terminal);
    throw new UsageError([
      outcome.reason === 'in-use' && mode === 'new'
        ? `${outcome.message} (--overwrite does.)`
        : outcome.message,
    ]);
  }
  if (outcome.failure !== null) terminal.say(outcome.failure.message);
  const runs: readonly ReportedRun[] = outcome.runs.map((run) => ({
    ...run,
    engine: engines.get(run.job.runId) ?? null,
  }));
  const ends = runs.map(({ ended }) => ended);
  return {
    report: { runs, digest: outcome.digest, dir },
    exitCode: outcome.failure === null ? exitCodeOf(ends, interrupted, request.choice) : exitCodes.failed,
  };
}

/** The given weights for every lane whose network they are of; the other lanes draw theirs, and it is said. */
async function fittingWeights(
  host: SupervisedHost,
  { experiment, weights }: TrainRequest,
  terminal: Terminal,
): Promise<(lane: ResolvedLane) => readonly NamedTensor[] | null> {
  const resolved = resolveLanes(experiment);
  if (weights === null || resolved.kind === 'refused') return () => null;
  const { lanes } = resolved;
  const { misfits } = await host.fitWeights(
    weights,
    lanes.map((lane) => lane.settings),
  );
  const reasons = lanes.map((lane, index) => ({ lane, why: misfits[index] ?? null }));
  const wrong = reasons.filter(({ why }) => why !== null).map(({ lane, why }) => `${lane.label}: ${why}`);
  if (wrong.length === lanes.length) throw new UsageError(['--weights fit no lane.', ...wrong]);
  for (const line of wrong)
    terminal.say(`--weights are not used for ${line} Its weights are drawn from the seed.`);
  const fitting = new Set(reasons.filter(({ why }) => why === null).map(({ lane }) => lane.label));
  return (lane) => (fitting.has(lane.label) ? weights : null);
}
