import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../../src-core/experiment/article';
import type { Experiment, Settings } from '../../../src-core/experiment/experiment';
import { FIELD_PATHS } from '../../../src-core/experiment/fields';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import { resolveLanes } from '../../../src-core/experiment/lanes';
import { presetExperiment } from '../../../src-core/experiment/presets/preset';
import { PRESETS } from '../../../src-core/experiment/presets/presets';
import { draftOf, readDraft, type Draft } from '../../../renderer/lab/draft';
import {
  addLane,
  duplicateLane,
  moveLane,
  removeLane,
  renameLane,
  setInLane,
  setShared,
  shareAgain,
} from '../../../renderer/lab/draft-edits';
import { differenceTable, laneChips } from '../../../renderer/lab/lane-difference';
import { addTwin, twinsOf } from '../../../renderer/lab/twins';
import { textsIn } from '../language/texts';

const texts = textsIn();
const article = draftOf(articleExperiment());

function stated(draft: Draft): Experiment {
  const reading = readDraft(draft);
  if (reading.kind === 'ok') return reading.experiment;
  throw new Error(reading.problems.map(({ path, expected }) => `${path}: ${expected}`).join('; '));
}

function settingsOf(experiment: Experiment): readonly Settings[] {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') throw new Error('Expected lanes that resolve.');
  return resolved.lanes.map(({ settings }) => settings);
}

const labels = (draft: Draft): string[] => draft.lanes.map(({ label }) => label);

describe('a draft', () => {
  it('states the experiment it was made of', () => {
    expect(stated(article)).toEqual(articleExperiment());
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    'trains what the preset %s does',
    (_, preset) => {
      const experiment = presetExperiment(preset);
      const again = stated(draftOf(experiment));
      expect(settingsOf(again)).toEqual(settingsOf(experiment));
      expect([again.seeds, again.lanes.map(({ label }) => label)]).toEqual([
        experiment.seeds,
        experiment.lanes.map(({ label }) => label),
      ]);
    },
  );

  it('trains in a lane what the form of the lane shows', () => {
    // A limit that was typed while clipping was on, and is hidden now that it is off.
    const hidden = setShared(
      setShared(setShared(article, 'training.clip.kind', 'norm'), 'training.clip.limit', '0.5'),
      'training.clip.kind',
      'none',
    );
    const two = setInLane(addLane(hidden, 'clipped', {}), 1, 'training.clip.kind', 'value');
    expect(settingsOf(stated(two)).map(({ training }) => training.clip)).toEqual([
      { kind: 'none' },
      { kind: 'value', limit: 0.5 },
    ]);
    const biased = setInLane(setInLane(two, 1, 'model.cell', 'lstm'), 1, 'model.init.forgetBias', '1');
    expect(settingsOf(stated(biased))[1]?.model).toMatchObject({ cell: 'lstm', init: { forgetBias: 1 } });
  });

  it('says at which entry of which lane something is wrong', () => {
    const two = setInLane(addLane(article, 'B', {}), 1, 'model.hiddenSize', 'x');
    const bad = renameLane(setShared(two, 'training.steps', '0'), 1, 'RNN');
    const reading = readDraft(bad);
    expect(reading.kind === 'refused' && reading.problems.map(({ lane, path }) => [lane, path])).toEqual([
      [null, 'training.steps'],
      [1, 'label'],
      [1, 'model.hiddenSize'],
    ]);
  });

  it('names a lane after its cell as long as nobody named it', () => {
    expect(labels(setShared(article, 'model.cell', 'lstm'))).toEqual(['LSTM']);
    expect(labels(setShared(renameLane(article, 0, 'Mine'), 'model.cell', 'lstm'))).toEqual(['Mine']);
    expect(labels(setShared(addLane(article, 'LSTM', {}), 'model.cell', 'lstm'))).toEqual(['RNN', 'LSTM']);
  });

  it('with another task in one lane has what that task needs there, and there alone', () => {
    const two = setInLane(addLane(article, 'B', {}), 1, 'task.kind', 'adding');
    expect(settingsOf(stated(two)).map(({ task, training }) => [task.kind, training.loss.on])).toEqual([
      ['sine-cosine', 'every'],
      ['adding', 'last'],
    ]);
  });
});

describe('a size that follows another lane', () => {
  const experimentWith = (set: object, sweep?: object): Experiment => {
    const parsed = parseExperiment({
      ...articleExperiment(),
      lanes: [
        { label: 'RNN', set },
        { label: 'LSTM', set: { 'model.cell': 'lstm' } },
      ],
      ...(sweep === undefined ? {} : { sweep }),
    });
    if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
    return parsed.experiment;
  };

  it('stays as it is stated, and follows the name', () => {
    const experiment = experimentWith({ 'model.hiddenSize': { matchParameters: 'LSTM' } });
    const draft = draftOf(experiment);
    expect(draft.lanes[0]?.set['model.hiddenSize']).toBe('= LSTM');
    expect(settingsOf(stated(draft))).toEqual(settingsOf(experiment));
    const renamed = stated(renameLane(draft, 1, 'big'));
    expect(renamed.lanes[0]?.set['model.hiddenSize']).toEqual({ matchParameters: 'big' });
  });

  it('and a grid are not lost over an edit', () => {
    const experiment = experimentWith({}, { 'training.optimizer.learningRate': [0.001, 0.01] });
    const edited = stated(setShared(draftOf(experiment), 'training.steps', '50'));
    expect([edited.sweep, edited.lanes, settingsOf(edited).length]).toEqual([
      experiment.sweep,
      experiment.lanes,
      4,
    ]);
  });
});

describe('lanes', () => {
  const three = addLane(addLane(article, 'B', {}), 'C', {});

  it('can be added up to sixteen, under names of their own', () => {
    let many = article;
    for (let k = 0; k < 20; k += 1) many = addLane(many, 'RNN', {});
    expect(many.lanes).toHaveLength(16);
    expect(new Set(labels(many)).size).toBe(16);
    expect(readDraft(many).kind).toBe('ok');
  });

  it('can be duplicated, moved and removed, but not the last', () => {
    expect(labels(duplicateLane(three, 1))).toEqual(['RNN', 'B', 'B 2', 'C']);
    expect(labels(moveLane(three, 0, 1))).toEqual(['B', 'RNN', 'C']);
    expect(labels(moveLane(three, 0, -1))).toEqual(['RNN', 'B', 'C']);
    expect(labels(removeLane(three, 1))).toEqual(['RNN', 'C']);
    expect(removeLane(article, 0)).toBe(article);
  });

  it('set apart only what differs from what all have', () => {
    const set = (value: string) => setInLane(three, 1, 'model.hiddenSize', value).lanes[1]?.set;
    expect([set('64'), set('32'), set('32.0')]).toEqual([{ 'model.hiddenSize': '64' }, {}, {}]);
    const apart = setInLane(three, 1, 'model.hiddenSize', '64');
    expect(shareAgain(apart, 1, 'model.hiddenSize').lanes[1]?.set).toEqual({});
  });

  it('are told apart in chips and in a table of the differences alone', () => {
    const apart = setInLane(setInLane(three, 1, 'model.cell', 'gru'), 2, 'training.clip.kind', 'norm');
    expect(
      apart.lanes.map((lane) =>
        laneChips(apart, lane, texts).map(({ label, value }) => `${label}: ${value}`),
      ),
    ).toEqual([[], ['Cell: GRU'], ['Clip gradients: by norm 1']]);
    expect(differenceTable(apart, texts).map(({ path, values }) => [path, values])).toEqual([
      ['model.cell', ['RNN', 'GRU', 'RNN']],
      ['model.nonlinearity', ['tanh', null, 'tanh']],
      ['training.clip.kind', ['off', 'off', 'by norm']],
      ['training.clip.limit', [null, null, '1']],
    ]);
    expect(differenceTable(three, texts)).toEqual([]);
  });
});

describe('twins', () => {
  const first = (draft: Draft) => {
    const [lane] = draft.lanes;
    if (lane === undefined) throw new Error('Expected a lane.');
    return lane;
  };
  /** Paths of scalars in which two settings differ. */
  const differing = (one: Settings, other: Settings): string[] =>
    FIELD_PATHS.filter((path) => {
      const at = (settings: unknown): unknown =>
        path
          .split('.')
          .reduce<unknown>((holder, key) => (holder as Record<string, unknown> | undefined)?.[key], settings);
      return at(one) !== at(other);
    });

  it('offer other cells, clipping, the other activation and other initialisations', () => {
    expect(twinsOf(article, first(article), texts).map(({ name }) => name)).toEqual([
      'LSTM',
      'GRU',
      'clipped at norm 1',
      'ReLU',
      'He',
      'Xavier',
      'orthogonal',
      'identity (IRNN)',
    ]);
  });

  it.each(twinsOf(article, first(article), texts).map((twin) => [twin.name, twin] as const))(
    'differ in exactly one thing: %s',
    (_, twin) => {
      const [own, other] = settingsOf(stated(addTwin(article, first(article), twin)));
      if (own === undefined || other === undefined) throw new Error('Expected two lanes.');
      // Clipping is one thing of two entries: how, and at which limit.
      const expected = twin.path === 'training.clip.kind' ? [twin.path, 'training.clip.limit'] : [twin.path];
      expect(differing(own, other)).toEqual(expected);
    },
  );

  it('of a lane that clips does not clip, and of a twin has one difference more to the first', () => {
    const clipped = setShared(article, 'training.clip.kind', 'value');
    const off = twinsOf(clipped, first(clipped), texts).find(({ path }) => path === 'training.clip.kind');
    if (off === undefined) throw new Error('Expected a twin that does not clip.');
    const two = addTwin(clipped, first(clipped), off);
    expect(settingsOf(stated(two)).map(({ training }) => training.clip.kind)).toEqual(['value', 'none']);
    expect(labels(two)).toEqual(['RNN', 'RNN, not clipped']);
  });
});
