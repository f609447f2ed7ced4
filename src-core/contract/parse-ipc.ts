// The parsers of what the window asks of main. The page is the least trusted part of the app: whatever it sends is checked
// here before anything acts on it, and a field that is not known refuses the whole. An experiment is only handed through:
// src-core/experiment/ has the parser for it, whose problems a person is to read.
import * as v from 'valibot';
import { EXPORT_FORMATS, PNG_SCALE } from './export-request';
import { INSPECTION_PARTS } from './inspection';
import { LANGUAGE_CHOICES, LANGUAGE_TAGS } from '../language/language';
import type { EditedExperiment, InvokeChannels, StartRequest } from './ipc';

/** A request whose form is right; of an experiment nothing is known yet. */
export type ParsedRequest<C extends keyof InvokeChannels> = C extends 'run:start'
  ? Omit<StartRequest, 'experiment'> & { readonly experiment: unknown }
  : C extends 'document:edited'
    ? Omit<EditedExperiment, 'experiment'> & { readonly experiment: unknown }
    : InvokeChannels[C]['request'];

/** Runs are named by main: a longer name than it gives is nobody's. */
const runId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

const pace = v.variant('kind', [
  v.strictObject({ kind: v.literal('full') }),
  v.strictObject({
    kind: v.literal('paced'),
    stepsPerSecond: positive,
  }),
]);

const action = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['pause', 'resume', 'step', 'stop']) }),
  v.strictObject({ kind: v.literal('pace'), pace }),
  v.strictObject({
    kind: v.literal('adjust'),
    change: v.strictObject({
      learningRate: v.exactOptional(positive),
      clipLimit: v.exactOptional(v.nullable(positive)),
    }),
  }),
]);

const step = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const question = v.variant('kind', [
  v.strictObject({
    kind: v.literal('step'),
    step,
    parts: v.pipe(v.array(v.picklist(INSPECTION_PARTS)), v.maxLength(INSPECTION_PARTS.length)),
  }),
  v.strictObject({ kind: v.literal('spectrum'), step }),
  v.strictObject({ kind: v.literal('norms'), step }),
]);

/** Name of a folder among those of the recorded experiments; main looks whether there is one. */
const recordId = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

const recordIds = v.pipe(v.array(recordId), v.minLength(1), v.maxLength(100_000));

const notes = v.strictObject({
  title: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  tags: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.maxLength(100)),
  text: v.pipe(v.string(), v.maxLength(100_000)),
  archived: v.boolean(),
});

const subject = v.variant('kind', [
  v.strictObject({ kind: v.literal('current') }),
  v.strictObject({ kind: v.literal('record'), id: recordId }),
]);

/** Made by the page: main only compares it. */
const verificationId = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const exportRequest = v.strictObject({
  of: subject,
  what: v.strictObject({
    format: v.picklist(EXPORT_FORMATS),
    // Both become part of the name that the dialog suggests: nothing in them can lead out of a folder.
    run: v.nullable(v.pipe(v.string(), v.maxLength(300), v.regex(/^[\p{L}\p{N}\p{M}-]+\/seed-\d+$/u))),
    chart: v.nullable(v.pipe(v.string(), v.maxLength(300), v.regex(/^[\p{L}\p{N}\p{M}-]+$/u))),
    scale: v.pipe(v.number(), v.minValue(PNG_SCALE.least), v.maxValue(PNG_SCALE.most)),
    language: v.picklist(LANGUAGE_TAGS),
  }),
  to: v.picklist(['file', 'clipboard']),
});

const requestShapes = {
  'app:describe': v.null(),
  'host:state': v.null(),
  'language:choose': v.strictObject({ choice: v.picklist(LANGUAGE_CHOICES) }),
  'document:edited': v.strictObject({ experiment: v.unknown(), dirty: v.boolean() }),
  'document:open': v.strictObject({ file: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  'weights:choose': v.null(),
  'weights:clear': v.null(),
  'run:start': v.strictObject({ experiment: v.unknown(), pace }),
  'run:control': v.strictObject({ runId, action }),
  'run:inspect': v.strictObject({ runId, question }),
  'run:reveal': v.strictObject({ runId }),
  'records:list': v.null(),
  'records:annotate': v.strictObject({ id: recordId, notes }),
  'records:delete': v.strictObject({ ids: recordIds }),
  'records:restore': v.strictObject({ ids: recordIds }),
  'records:empty-bin': v.null(),
  'records:open': v.strictObject({ id: recordId }),
  'records:continue': v.strictObject({ id: recordId, pace }),
  'records:events': v.strictObject({ id: recordId }),
  'records:import': v.null(),
  'records:verify': v.strictObject({ id: verificationId, of: subject }),
  'records:verify-stop': v.strictObject({ id: verificationId }),
  'records:reveal': v.strictObject({ id: recordId }),
  'export:make': exportRequest,
  'export:offer': v.strictObject({ available: v.boolean() }),
  'series:subscribe': v.null(),
} as const satisfies {
  readonly [C in keyof InvokeChannels]: v.GenericSchema<unknown, ParsedRequest<C>>;
};

/**
 * The request of a channel, once it has its form.
 * @throws Error that names the channel, the field, what was expected and what came.
 */
export function parseRequest<C extends keyof InvokeChannels>(channel: C, value: unknown): ParsedRequest<C> {
  const parsed = v.safeParse(requestShapes[channel], value);
  if (parsed.success) return parsed.output as ParsedRequest<C>;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  const field = where === null ? 'the request' : where;
  throw new Error(
    `A request on ${channel} cannot be read: expected ${issue.expected ?? 'another value'} as ${field}, got ${issue.received}.`,
  );
}
