import { describe, expect, it } from 'vitest';
import {
  NO_NOTES,
  type RecordedExperiment,
  type RecordNotes,
} from '../../../src-core/contract/recorded-list';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import {
  listedRecord,
  QUANTITIES,
  readQuery,
  sortRecords,
  type ListedRecord,
} from '../../../renderer/records/record-query';

interface Given {
  readonly id: string;
  readonly file: Readonly<Record<string, unknown>>;
  readonly losses: Readonly<Record<string, number | null>>;
  readonly notes?: Partial<RecordNotes>;
}

function listed({ id, file, losses, notes }: Given): ListedRecord {
  const parsed = parseExperiment({ format: 'unroll-experiment', version: 1, name: id, ...file });
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  const record: RecordedExperiment = {
    id,
    experiment: parsed.experiment,
    notes: { ...NO_NOTES, ...notes },
    status: 'done',
    startedAt: `2026-01-0${id.length}T00:00:00.000Z`,
    endedAt: null,
    engine: 'xla · tensorflow',
    lanes: Object.entries(losses).map(([label, finalLoss]) => ({
      label,
      runs: 1,
      steps: 100,
      finalLoss,
      diverged: finalLoss === Infinity ? 1 : 0,
      thumbnail: [],
    })),
    resumable: false,
    bytes: id.length,
  };
  return listedRecord(record);
}

const SMALL = listed({
  id: 'small',
  file: { model: { hiddenSize: 8 } },
  losses: { RNN: 0.25 },
  notes: { tags: ['Paper'], text: 'for the talk' },
});
const TWINS = listed({
  id: 'twins!',
  file: {
    lanes: [
      { label: 'plain', set: {} },
      { label: 'gated', set: { 'model.cell': 'lstm', 'training.clip': { kind: 'norm', limit: 1 } } },
    ],
  },
  losses: { plain: 0.01, gated: Infinity },
});
const UNTRAINED = listed({ id: 'waiting', file: {}, losses: { RNN: null } });
const ALL = [SMALL, TWINS, UNTRAINED];

function found(query: string): readonly string[] {
  const reading = readQuery(query);
  if (reading.kind === 'unknown') throw new Error(`unknown ${reading.name}`);
  return ALL.filter(reading.matches).map(({ record }) => record.id);
}

describe('a query', () => {
  it.each([
    ['', ['small', 'twins!', 'waiting']],
    ['TALK', ['small']],
    ['gated', ['twins!']],
    ['tag:paper', ['small']],
    ['tag:pape', []],
    ['loss<0.1', ['twins!']],
    ['loss>1', ['twins!']],
    ['hiddenSize<=8', ['small']],
    ['model.hiddenSize=32', ['twins!', 'waiting']],
    ['cell=lstm', ['twins!']],
    ['cell=LSTM loss<0.1', ['twins!']],
    ['clip=norm', ['twins!']],
    ['clip.limit>=1', ['twins!']],
    ['status=done', ['small', 'twins!', 'waiting']],
    ['status!=done', []],
    ['carryState=true seeds=1 lanes=2', ['twins!']],
  ])('%j finds', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('names what it does not know, with what is like it', () => {
    expect(readQuery('hidden=3')).toEqual({ kind: 'unknown', name: 'hidden', near: ['model.hiddenSize'] });
    expect(readQuery('kind=3')).toMatchObject({ kind: 'unknown', name: 'kind' });
  });
});

describe('the order', () => {
  const sorted = (name: string, descending: boolean): readonly string[] => {
    const quantity = QUANTITIES.find((one) => one.name === name);
    if (quantity === undefined) throw new Error(`No quantity ${name}.`);
    return sortRecords(ALL, quantity, descending).map(({ record }) => record.id);
  };
  it('is that of the best lane, and what has no value comes last either way', () => {
    expect(sorted('loss', false)).toEqual(['twins!', 'small', 'waiting']);
    expect(sorted('loss', true)).toEqual(['twins!', 'small', 'waiting']);
    expect(sorted('model.hiddenSize', false)[0]).toBe('small');
    expect(sorted('started', true)).toEqual(['waiting', 'twins!', 'small']);
  });
});
