// The parsers of what a trainer host and its commander say to each other.
import type { HostCommand, HostEvent } from './host-message';
import { count, flag, float64, listOf, oneOf, orNull, parseMessage, record, text } from './message-shape';
import type { Check, Shape } from './message-shape';
import { inspectionAnswer, inspectionQuestion, namedTensor } from './parse-inspection';
import {
  adjustment,
  adjustmentChange,
  engineAttempt,
  engineReport,
  failure,
  runEventShapes,
} from './parse-run-event';

const pace: Check = {
  expected: "{ kind: 'full' }, or { kind: 'paced' } with stepsPerSecond above 0",
  accepts: (value) => record({ kind: oneOf('full') }).accepts(value) || isPaced(value),
};

const choice: Check = record({
  engine: oneOf('auto', 'xla', 'graph', 'eager'),
  backend: oneOf('auto', 'tensorflow', 'wasm', 'cpu'),
});

// Settings are checked field by field where they enter the app, by the experiment's own parser.
const settings: Check = record({ task: record({}), model: record({}), training: record({}) });

const job: Check = record({
  runId: text,
  lane: text,
  seed: count,
  settings,
  weights: orNull(listOf(namedTensor)),
  data: orNull(record({ input: float64, target: float64 })),
  from: orNull(record({ step: count, trainedMs: count, tensors: listOf(namedTensor) })),
  adjustments: listOf(adjustment),
  pace,
  folder: text,
});

const commandShapes: Readonly<Record<HostCommand['kind'], Shape>> = {
  prepare: { choice, ruledOut: listOf(engineAttempt), first: flag, lane: orNull(settings) },
  'fit-weights': { weights: listOf(namedTensor), settings: listOf(settings) },
  start: { job },
  pause: { runId: text },
  resume: { runId: text },
  step: { runId: text },
  stop: { runId: text, status: oneOf('stopped', 'interrupted') },
  pace: { runId: text, pace },
  adjust: { runId: text, change: adjustmentChange },
  inspect: { requestId: count, job, question: inspectionQuestion },
  'attach-series': {},
  shutdown: {},
};

const eventShapes: Readonly<Record<HostEvent['kind'], Shape>> = {
  'engine-trying': { engine: text, backend: text },
  'engine-ready': { report: engineReport },
  'engine-failed': { failure, attempts: listOf(engineAttempt) },
  'weights-fitted': { misfits: listOf(orNull(text)) },
  inspected: { requestId: count, answer: inspectionAnswer },
  'series-attached': {},
  'host-unusable': { failure },
  ...runEventShapes,
};

/** @throws Error that names the field, what was expected and what came */
export function parseHostCommand(value: unknown): HostCommand {
  return parseMessage<HostCommand>('A host command', commandShapes, value);
}

/** @throws Error that names the field, what was expected and what came */
export function parseHostEvent(value: unknown): HostEvent {
  return parseMessage<HostEvent>('A host event', eventShapes, value);
}

function isPaced(value: unknown): boolean {
  if (!record({ kind: oneOf('paced') }).accepts(value)) return false;
  const { stepsPerSecond } = value as { readonly stepsPerSecond?: unknown };
  return typeof stepsPerSecond === 'number' && stepsPerSecond > 0 && Number.isFinite(stepsPerSecond);
}
