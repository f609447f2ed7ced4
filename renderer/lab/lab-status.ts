// The state of the lab in words: what is the case, and what to do next.
import { assertNever } from '../../src-core/assert-never';
import type { HostState } from '../../src-core/contract/ipc';
import type { RunEnded } from '../../src-core/contract/run-event';
import type { Problem } from '../../src-core/experiment/problem';
import type { Translate } from '../../src-core/language/translate';
import { count, figure, stepTime } from '../format/number-text';
import type { LabPhase } from '../runs/lab-phase';
import type { RunRecord } from '../runs/run-record';
import type { Texts } from '../language/useLanguage';
import type { LaneView } from './lane-view';
import { problemSentence } from './problem-sentence';
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
  readonly what: 'not-started' | 'command-not-taken' | 'folder-not-shown';
  readonly why: string | readonly Problem[];
}

export interface StatusInput {
  readonly phase: LabPhase;
  readonly runs: readonly RunRecord[];
  readonly host: HostState;
  readonly problems: readonly Problem[];
  readonly complaint: Complaint | null;
}

/** The one sentence that matters now. */
export function labStatus(input: StatusInput, texts: Texts): LabStatus {
  const { complaint, phase, problems } = input;
  const { t } = texts;
  const isAtRest = phase === 'empty' || phase === 'ended';
  // At rest a problem of the form comes first: it is what keeps the next run from being tried.
  if (complaint !== null && !(isAtRest && problems.length > 0)) return complaintStatus(complaint, texts);
  switch (phase) {
    case 'starting':
      return { tone: 'active', title: t('status.starting'), text: t('status.starting-text') };
    case 'running':
      return { tone: 'active', title: t('status.running'), text: t('status.running-text') };
    case 'paused':
      return pausedStatus(input.runs, t);
    case 'empty':
    case 'ended':
      return restStatus(input, texts);
    default:
      return assertNever(phase);
  }
}

function complaintStatus({ what, why }: Complaint, texts: Texts): LabStatus {
  const text = typeof why === 'string' ? texts.said(why) : problemsText(why, texts);
  return { tone: 'bad', title: texts.t(`status.${what}`), text };
}

function pausedStatus(runs: readonly RunRecord[], t: Translate): LabStatus {
  const step = runs.flatMap(({ state }) => (state.kind === 'paused' ? [state.step] : []))[0] ?? 0;
  return {
    tone: 'active',
    title: t('status.paused', { step: count(step) }),
    text: t('status.paused-text'),
  };
}

/** The first problem as a sentence, and how many more there are. */
function problemsText(problems: readonly Problem[], texts: Texts): string {
  const [first] = problems;
  if (first === undefined) return '';
  const values = { field: fieldLabel(first.path, texts), problem: problemSentence(first, texts) };
  if (problems.length === 1) return texts.t('status.problem', values);
  return texts.t('status.problem-and-more', { ...values, more: problems.length - 1 });
}

function restStatus({ phase, runs, host, problems }: StatusInput, texts: Texts): LabStatus {
  const { t } = texts;
  if (problems.length > 0)
    return { tone: 'bad', title: t('status.cannot-run'), text: problemsText(problems, texts) };
  if (phase === 'ended') return endedStatus(runs, texts);
  switch (host.kind) {
    case 'starting':
      return { tone: 'active', title: t('status.getting-ready'), text: t('status.getting-ready-text') };
    case 'lost':
      return { tone: 'bad', title: t('status.no-engine'), text: texts.said(host.failure.message) };
    case 'ready':
      return { tone: 'quiet', title: t('status.ready'), text: t('status.ready-text') };
    default:
      return assertNever(host);
  }
}

const GRAVITY: readonly RunEnded['status'][] = ['failed', 'diverged', 'interrupted', 'stopped', 'done'];

/** One run is told in full; of several, the gravest end speaks, and how many there are of it. */
function endedStatus(runs: readonly RunRecord[], texts: Texts): LabStatus {
  const { t } = texts;
  const ends = runs.flatMap(({ state }) => (state.kind === 'ended' ? [state.end] : []));
  const [gravest] = GRAVITY.filter((status) => ends.some((end) => end.status === status));
  const same = ends.filter(({ status }) => status === gravest);
  const [first] = same;
  if (gravest === undefined || first === undefined)
    return { tone: 'quiet', title: t('status.ready'), text: t('status.ready-text') };
  const told = endStatus(first, texts);
  if (ends.length === 1) return told;
  const title = t(`status.${gravest}-runs`, { runs: same.length, all: ends.length });
  return { ...told, title, text: gravest === 'done' ? t('status.all-done-text') : told.text };
}

/** How one run ended. */
export function endStatus(end: RunEnded, { t, said }: Pick<Texts, 't' | 'said'>): LabStatus {
  const { status, failure } = end;
  const steps = t('status.steps', { steps: end.steps, count: count(end.steps) });
  const loss = end.finalLoss === null ? '' : t('status.and-loss', { loss: figure(end.finalLoss) });
  const pace = end.usPerStep === null ? '' : t('status.and-pace', { time: stepTime(end.usPerStep) });
  switch (status) {
    case 'done':
      return { tone: 'good', title: t('status.done'), text: t('status.done-text', { steps, loss, pace }) };
    case 'stopped':
      return {
        tone: 'quiet',
        title: t('status.stopped', { steps }),
        text: t('status.stopped-text', { loss }),
      };
    case 'diverged':
      return {
        tone: 'bad',
        title: t('status.diverged', { step: count(end.divergedAt ?? end.steps) }),
        text: t('status.diverged-text'),
      };
    case 'failed':
      return {
        tone: 'bad',
        title: t('status.failed', { steps }),
        text: failure === null ? t('status.failed-text') : said(failure.message),
      };
    case 'interrupted':
      return {
        tone: 'bad',
        title: t('status.interrupted', { steps }),
        text: failure === null ? t('status.interrupted-text') : said(failure.message),
      };
    default:
      return assertNever(status);
  }
}

/** How the runs of a lane stand, for its card; null before they were started. */
export function laneStatus(lane: LaneView, texts: Pick<Texts, 't' | 'said'>): LabStatus | null {
  const { t } = texts;
  const { run, runs } = lane;
  if (run === null) return null;
  if (runs.length > 1) return seedsStatus(runs, t);
  const { state } = run;
  switch (state.kind) {
    case 'starting':
      return { tone: 'quiet', title: t('lane.waiting'), text: '' };
    case 'running':
      return { tone: 'active', title: t('lane.running'), text: '' };
    case 'paused':
      return { tone: 'active', title: t('lane.paused'), text: '' };
    case 'ended':
      return endStatus(state.end, texts);
    default:
      return assertNever(state);
  }
}

function seedsStatus(runs: readonly RunRecord[], t: Translate): LabStatus {
  const ends = runs.flatMap(({ state }) => (state.kind === 'ended' ? [state.end] : []));
  const diverged = ends.filter(({ status }) => status === 'diverged').length;
  const values = { ended: ends.length, seeds: runs.length };
  if (diverged === 0) return { tone: 'quiet', title: t('lane.seeds-ended', values), text: '' };
  return { tone: 'bad', title: t('lane.seeds-diverged', { ...values, diverged }), text: '' };
}
