// Finding recorded experiments: words, and conditions on any setting or result: `lstm loss<0.01 hiddenSize>=64 tag:paper`.
import type { RecordedExperiment, RecordedLane } from '../../src-core/contract/recorded-list';
import type { Settings } from '../../src-core/experiment/experiment';
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { valueAt } from '../../src-core/experiment/value-at';

/** An experiment with what its lanes trained, worked out once. */
export interface ListedRecord {
  readonly record: RecordedExperiment;
  /** Settings by label of the lane. */
  readonly settings: ReadonlyMap<string, Settings>;
}

export function listedRecord(record: RecordedExperiment): ListedRecord {
  const resolved = resolveLanes(record.experiment);
  const lanes = resolved.kind === 'refused' ? [] : resolved.lanes;
  return { record, settings: new Map(lanes.map(({ label, settings }) => [label, settings])) };
}

export const titleOf = ({ record }: ListedRecord): string => record.notes.title ?? record.experiment.name;

type Relation = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** One word of a query: all of them must hold. */
type Term =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | {
      readonly kind: 'condition';
      readonly quantity: Quantity;
      readonly relation: Relation;
      readonly value: string;
    };

/** What a condition or an order is about: of a lane, or of the whole experiment. */
export interface Quantity {
  readonly name: string;
  readonly of: (record: ListedRecord, lane: RecordedLane) => unknown;
}

export type QueryReading =
  | { readonly kind: 'query'; readonly matches: (record: ListedRecord) => boolean }
  /** The name that is none of a setting or result, and those that begin like it. */
  | { readonly kind: 'unknown'; readonly name: string; readonly near: readonly string[] };

const RESULTS: readonly Quantity[] = [
  { name: 'loss', of: (_, lane) => lane.finalLoss },
  { name: 'steps', of: (_, lane) => lane.steps },
  { name: 'diverged', of: (_, lane) => lane.diverged },
  { name: 'seeds', of: ({ record }) => record.experiment.seeds.length },
  { name: 'lanes', of: ({ record }) => record.lanes.length },
  { name: 'status', of: ({ record }) => record.status },
  { name: 'bytes', of: ({ record }) => record.bytes },
  { name: 'started', of: ({ record }) => record.startedAt },
];

const SETTINGS: readonly Quantity[] = FIELD_PATHS.map((path) => ({
  name: path,
  of: ({ settings }, lane) => valueAt(settings.get(lane.label), path),
}));

/** Everything that can be asked for and sorted by. `steps` is the steps taken, `training.steps` those asked for. */
export const QUANTITIES: readonly Quantity[] = [...RESULTS, ...SETTINGS];

const CONDITION = /^([\p{L}\w.]+)(<=|>=|!=|<|>|=)(.+)$/u;

/** Reads a query. A setting may be named by the end of its path (`hiddenSize`) as long as one only ends so. */
export function readQuery(text: string): QueryReading {
  const terms: Term[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const [, name, relation, value] = CONDITION.exec(word) ?? [];
    if (name === undefined || relation === undefined || value === undefined) {
      terms.push(word.startsWith('tag:') ? { kind: 'tag', tag: word.slice(4) } : { kind: 'word', word });
      continue;
    }
    const quantity = quantityNamed(name);
    if (quantity === null) return { kind: 'unknown', name, near: namesLike(name) };
    terms.push({ kind: 'condition', quantity, relation: relation as Relation, value });
  }
  return { kind: 'query', matches: (record) => terms.every((term) => holds(term, record)) };
}

function quantityNamed(name: string): Quantity | null {
  const lower = name.toLowerCase();
  const whole = QUANTITIES.find((quantity) => quantity.name.toLowerCase() === lower);
  if (whole !== undefined) return whole;
  const ending = QUANTITIES.filter((quantity) => quantity.name.toLowerCase().endsWith(`.${lower}`));
  const [kind] = QUANTITIES.filter((quantity) => quantity.name.toLowerCase().endsWith(`.${lower}.kind`));
  return kind ?? (ending.length === 1 ? (ending[0] ?? null) : null);
}

function namesLike(name: string): readonly string[] {
  const lower = name.toLowerCase();
  return QUANTITIES.map((quantity) => quantity.name).filter((known) => known.toLowerCase().includes(lower));
}

function holds(term: Term, listed: ListedRecord): boolean {
  const { record } = listed;
  switch (term.kind) {
    case 'word':
      return wordsOf(listed).includes(term.word.toLowerCase());
    case 'tag':
      return record.notes.tags.some((tag) => tag.toLowerCase() === term.tag.toLowerCase());
    case 'condition':
      // What one lane fulfils, the experiment has to show.
      return record.lanes.some((lane) => compares(term.quantity.of(listed, lane), term.relation, term.value));
  }
}

function wordsOf(listed: ListedRecord): string {
  const { experiment, notes, lanes, status, id } = listed.record;
  const labels = lanes.map(({ label }) => label);
  return [titleOf(listed), experiment.name, ...labels, ...notes.tags, notes.text, status, id]
    .join('\n')
    .toLowerCase();
}

function compares(value: unknown, relation: Relation, wanted: string): boolean {
  if (value === undefined || value === null) return false;
  const number = Number(wanted);
  const both = typeof value === 'number' && !Number.isNaN(number);
  const [a, b] = both ? [value, number] : [String(value).toLowerCase(), wanted.toLowerCase()];
  switch (relation) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** Records in the order of a quantity; of several lanes the first in that order counts. What has no value comes last. */
export function sortRecords(
  records: readonly ListedRecord[],
  { of }: Quantity,
  descending: boolean,
): readonly ListedRecord[] {
  const sign = descending ? -1 : 1;
  const keyed = records.map((listed) => {
    const values = listed.record.lanes.map((lane) => of(listed, lane)).filter(isComparable);
    return { listed, key: values.sort((a, b) => sign * order(a, b))[0] };
  });
  return keyed
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined)
        return Number(a.key === undefined) - Number(b.key === undefined);
      return sign * order(a.key, b.key);
    })
    .map(({ listed }) => listed);
}

type Comparable = number | string | boolean;

function isComparable(value: unknown): value is Comparable {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

function order(a: Comparable, b: Comparable): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
