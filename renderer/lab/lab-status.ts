// The state of the lab in words: what is the case, and what to do next.
import { assertNever } from '../../src-core/assert-never';
import type { HostState } from '../../src-core/contract/ipc';
import type { RunEnded } from '../../src-core/contract/run-event';
import type { Problem } from '../../src-core/experiment/problem';
import { count, figure, stepTime } from '../format/number-text';
import type { LabPhase } from '../runs/lab-phase';
import type { RunRecord } from '../runs/run-record';
import { problemSentence } from './experiment-form';
import { fieldLabel } from './setting-groups';

export interface LabStatus {
  readonly tone: 'quiet' | 'active' | 'good' | 'bad';
  /** The state in a word or two. */
  readonly title: string;
  /** What it means and what to do. */
  readonly text: string;
}

/** A request that main refused or could not carry out. */
export interface Complaint {
  /** What did not happen. */
  readonly title: string;
  readonly text: string;
}

export interface StatusInput {
  readonly phase: LabPhase;
  readonly runs: readonly RunRecord[];
  readonly host: HostState;
  readonly problems: readonly Problem[];
  readonly complaint: Complaint | null;
}

/** The one sentence that matters now. */
export function labStatus(input: StatusInput): LabStatus {
  const { complaint, phase, problems } = input;
  const isAtRest = phase === 'empty' || phase === 'ended';
  // At rest a problem of the form comes first: it is what keeps the next run from being tried.
  if (complaint !== null && !(isAtRest && problems.length > 0)) return { tone: 'bad', ...complaint };
  switch (phase) {
    case 'starting':
      return { tone: 'active', title: 'Starting', text: 'The network gets its initial weights.' };
    case 'running':
      return {
        tone: 'active',
        title: 'Running',
        text: 'Pause or Step to look closer; drag the slider to look back.',
      };
    case 'paused':
      return pausedStatus(input.runs);
    case 'empty':
    case 'ended':
      return restStatus(input);
    default:
      return assertNever(phase);
  }
}

function pausedStatus(runs: readonly RunRecord[]): LabStatus {
  const step = runs.flatMap(({ state }) => (state.kind === 'paused' ? [state.step] : []))[0] ?? 0;
  return {
    tone: 'active',
    title: `Paused before step ${count(step)}`,
    text: 'Resume goes on, Step takes one step, Stop ends the run.',
  };
}

function restStatus({ phase, runs, host, problems }: StatusInput): LabStatus {
  const first = problems[0];
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return {
      tone: 'bad',
      title: 'Cannot run yet',
      text: `${fieldLabel(first.path)}: ${problemSentence(first)}${more}`,
    };
  }
  if (phase === 'ended') return endedStatus(runs);
  switch (host.kind) {
    case 'starting':
      return {
        tone: 'active',
        title: 'Getting ready',
        text: 'The engine starts; Run is possible in a moment.',
      };
    case 'lost':
      return { tone: 'bad', title: 'No engine', text: host.failure.message };
    case 'ready':
      return {
        tone: 'quiet',
        title: 'Ready',
        text: 'Press Run (F5) to train; every chart fills as the network learns.',
      };
    default:
      return assertNever(host);
  }
}

const GRAVITY: readonly RunEnded['status'][] = ['failed', 'diverged', 'interrupted', 'stopped', 'done'];

/** Of several runs, the gravest end speaks. */
function endedStatus(runs: readonly RunRecord[]): LabStatus {
  const ends = runs.flatMap(({ state }) => (state.kind === 'ended' ? [state.end] : []));
  const gravest = GRAVITY.flatMap((status) => ends.filter((end) => end.status === status))[0];
  return gravest === undefined
    ? { tone: 'quiet', title: 'Ready', text: 'Press Run to train.' }
    : endStatus(gravest);
}

/** How one run ended. */
export function endStatus(end: RunEnded): LabStatus {
  const { status, steps, failure } = end;
  const taken = steps === 1 ? '1 step' : `${count(steps)} steps`;
  const loss = end.finalLoss === null ? '' : `, final loss ${figure(end.finalLoss)}`;
  const pace = end.usPerStep === null ? '' : `, ${stepTime(end.usPerStep)} per step`;
  switch (status) {
    case 'done':
      return { tone: 'good', title: 'Done', text: `${taken}${loss}${pace}.` };
    case 'stopped':
      return { tone: 'quiet', title: `Stopped after ${taken}`, text: `What was recorded is kept${loss}.` };
    case 'diverged':
      return {
        tone: 'bad',
        title: `Diverged at step ${count(end.divergedAt ?? steps)}`,
        text: 'A loss or gradient was not finite. Take a smaller learning rate, or clip the gradient by norm.',
      };
    case 'failed':
      return {
        tone: 'bad',
        title: `Failed after ${taken}`,
        text: failure?.message ?? 'The run ended without saying why. Press Run to try again.',
      };
    case 'interrupted':
      return {
        tone: 'bad',
        title: `Interrupted after ${taken}`,
        text: failure?.message ?? 'What was recorded is kept.',
      };
    default:
      return assertNever(status);
  }
}
