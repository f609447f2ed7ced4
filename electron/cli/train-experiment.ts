// Training on the command line: hosts forked, an experiment conducted on them, its progress shown.
import type { EngineChoice, EngineReport } from '../../src-core/contract/engine';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { RunJob } from '../../src-core/contract/host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import type { ResolvedLane } from '../../src-core/experiment/lanes';
import { conductExperiment } from '../hosts/conduct-experiment';
import { fitLanes } from '../hosts/fit-lanes';
import { forkNodeHost } from '../hosts/fork-node-host';
import type { HostProcess } from '../hosts/host-process';
import { planRuns } from '../hosts/plan-runs';
import { type LaneToTrain, MOST_HOSTS, TrainerHosts } from '../hosts/trainer-hosts';
import type { TaskFiles } from '../runs/task-files/task-files';
import type { OpenMode } from '../runs/folder-claim';
import { isForced } from './engine-options';
import { exitCodeOf, exitCodes } from './exit-code';
import { onInterrupt } from './interrupt';
import { Progress } from './progress';
import { noteTest, type ReportedTest } from './reported-test';
import type { ReportedRun, RunReport } from './run-report';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

export interface TrainRequest {
  readonly experiment: Experiment;
  readonly files: TaskFiles;
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
 * Trains every run, showing progress. Ctrl-C ends the runs that train with all they recorded and begins no other; a second
 * one ends everything at once.
 * @throws UsageError where the folder is in use or a forced engine cannot run: nothing was trained
 */
export async function trainExperiment(request: TrainRequest, terminal: Terminal): Promise<Trained> {
  const { choice } = request;
  const lanes = lanesOf(request);
  const fork = (): HostProcess => forkNodeHost(request.hostScript);
  const hosts = new TrainerHosts({ fork, choice }, lanes.length, MOST_HOSTS, (place) => lanes[place]);
  const progress = new Progress(terminal, () => performance.now());
  const engines = new Map<string, EngineReport>();
  const tests = new Map<string, ReportedTest>();
  hosts.onEvent((event) => {
    if (event.kind === 'run-started') engines.set(event.runId, event.engine);
    noteTest(tests, event);
    progress.follow(event);
    request.onEvent?.(event);
  });
  try {
    const state = await hosts.settled();
    if (state.kind === 'lost') {
      if (isForced(choice)) throw new UsageError([state.failure.message]);
      return nothingTrained(state.failure.message, request, terminal);
    }
    return await conduct(hosts, { engines, tests, progress }, request, terminal);
  } finally {
    await hosts.shutdown();
  }
}

/** Lanes that want a host each, so that the hosts start side by side, each with the program of its lane. */
function lanesOf({ experiment }: TrainRequest): readonly LaneToTrain[] {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') return [];
  return resolved.lanes.map(({ label, settings }) => ({ lane: label, settings }));
}

function nothingTrained(why: string, { dir }: TrainRequest, terminal: Terminal): Trained {
  terminal.say(why);
  return { report: { runs: [], digest: null, dir }, exitCode: exitCodes.failed };
}

interface Watch {
  /** By runId: what each run that began trains on, which the host's own engine need not be. */
  readonly engines: ReadonlyMap<string, EngineReport>;
  /** By runId: what the tests of each came to. */
  readonly tests: ReadonlyMap<string, ReportedTest>;
  readonly progress: Progress;
}

async function conduct(
  hosts: TrainerHosts,
  { engines, tests, progress }: Watch,
  request: TrainRequest,
  terminal: Terminal,
): Promise<Trained> {
  const { experiment, files, dir, mode } = request;
  const weightsOf = await fittingWeights(hosts, request, terminal);
  const planned = planRuns({ experiment, dir, pace: { kind: 'full' }, weightsOf, files });
  const jobs = request.take?.(planned) ?? planned;
  if (jobs.length === 0)
    terminal.say(`${dir}: nothing is left to train. --steps extends runs that are done.`);
  progress.expect(jobs.length);
  const conducted = conductExperiment(hosts, { experiment, files, dir, mode, jobs });
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
    test: tests.get(run.job.runId) ?? null,
  }));
  const ends = runs.map(({ ended }) => ended);
  return {
    report: { runs, digest: outcome.digest, dir },
    exitCode: outcome.failure === null ? exitCodeOf(ends, interrupted, request.choice) : exitCodes.failed,
  };
}

/** The given weights for every lane whose network they are of; the other lanes draw theirs, and it is said. */
async function fittingWeights(
  hosts: TrainerHosts,
  { experiment, weights }: TrainRequest,
  terminal: Terminal,
): Promise<(lane: ResolvedLane) => readonly NamedTensor[] | null> {
  const resolved = resolveLanes(experiment);
  if (weights === null || resolved.kind === 'refused') return () => null;
  const { weightsOf, unfit } = await fitLanes(hosts, weights, resolved.lanes);
  const wrong = unfit.map(({ lane, why }) => `${lane}: ${why}`);
  if (wrong.length === resolved.lanes.length) throw new UsageError(['--weights fit no lane.', ...wrong]);
  for (const line of wrong)
    terminal.say(`--weights are not used for ${line} Its weights are drawn from the seed.`);
  return weightsOf;
}
