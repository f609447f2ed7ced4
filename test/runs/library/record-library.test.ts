import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openExperimentFolder, type ExperimentFolder } from '../../../electron/runs/experiment-folder';
import { importRecord } from '../../../electron/runs/library/import-record';
import { RecordLibrary } from '../../../electron/runs/library/record-library';
import { readRecorded } from '../../../electron/runs/recorded-experiment';
import { RunRecorder } from '../../../electron/trainer/recorder/run-recorder';
import { NO_NOTES } from '../../../src-core/contract/recorded-list';
import type { RunEnded } from '../../../src-core/contract/run-event';
import { temporaryFolder } from '../../trainer/temporary-folder';
import { chunk, ended, EXPERIMENT, started, WEIGHTS, WINDOW } from '../recorded-data';

const FOLDERS: Readonly<Record<string, string>> = { RNN: 'rnn', 'RNN (clipped)': 'rnn-clipped-' };

function open(library: string, id: string, name = EXPERIMENT.name): ExperimentFolder {
  const result = openExperimentFolder({
    dir: path.join(library, id),
    experiment: { ...EXPERIMENT, name },
    mode: 'new',
  });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.folder;
}

function train(folder: ExperimentFolder, lane: string, seed: number, end: Partial<RunEnded>): void {
  const run = started(lane, seed);
  const { runId } = run;
  const recorder = new RunRecorder(path.join(folder.dir, FOLDERS[lane] ?? '', `seed-${seed}`), run, WEIGHTS);
  folder.follow(run);
  recorder.append({ ...chunk(0, end.steps ?? 4), runId });
  recorder.finish({ weights: WEIGHTS, lastWindow: WINDOW });
  folder.follow(ended({ runId, ...end, folder: recorder.folder }));
}

/** An experiment of two lanes and two seeds; of the second lane one run diverged. */
async function record(library: string, id: string, name?: string): Promise<void> {
  const folder = open(library, id, name);
  train(folder, 'RNN', 1, { steps: 100, finalLoss: 0.25 });
  train(folder, 'RNN', 2, { steps: 100, finalLoss: 0.75 });
  train(folder, 'RNN (clipped)', 1, { steps: 40, finalLoss: 0.5 });
  train(folder, 'RNN (clipped)', 2, { steps: 7, status: 'diverged', divergedAt: 6, finalLoss: NaN });
  await folder.close();
}

describe('the library of recorded experiments', () => {
  it('is empty where nothing was recorded yet', async () => {
    const library = new RecordLibrary(path.join(temporaryFolder(), 'runs'));
    expect(await library.list()).toEqual({ experiments: [], damaged: [], deleted: { count: 0, bytes: 0 } });
  });

  it('tells of each experiment how its lanes went, with a thumbnail from the trace', async () => {
    const folder = temporaryFolder();
    await record(folder, 'one');
    const { experiments, damaged } = await new RecordLibrary(folder).list();
    expect(damaged).toEqual([]);
    const [one] = experiments;
    expect(one).toMatchObject({
      id: 'one',
      status: 'diverged',
      engine: 'eager · cpu',
      notes: NO_NOTES,
      experiment: EXPERIMENT,
      resumable: false,
      lanes: [
        { label: 'RNN', runs: 2, steps: 100, finalLoss: 0.5, diverged: 0 },
        { label: 'RNN (clipped)', runs: 2, steps: 40, finalLoss: Infinity, diverged: 1 },
      ],
    });
    const thumbnail = one?.lanes[0]?.thumbnail ?? [];
    expect(thumbnail[0]).toBe(1);
    expect(thumbnail.at(-1)).toBe(Math.fround(1 / 100));
    expect(thumbnail).toEqual([...thumbnail].sort((a, b) => b - a));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const bytes = files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name)).length);
    expect(one?.bytes).toBe(bytes.reduce((sum, size) => sum + size, 0));
  });

  it('tells what trains from what was interrupted by whether its writer lives', async () => {
    const folder = temporaryFolder();
    const training = open(folder, 'training');
    train(training, 'RNN', 1, { steps: 100 });
    expect((await new RecordLibrary(folder).list()).experiments[0]?.status).toBe('training');

    const manifest = path.join(folder, 'training', 'manifest.json');
    const left = JSON.parse(readFileSync(manifest, 'utf8')) as {
      writer: { pid: number; startTime: string };
    };
    const gone = { ...left.writer, startTime: 'another boot/1' };
    writeFileSync(manifest, JSON.stringify({ ...left, writer: gone }));
    const [lost] = (await new RecordLibrary(folder).list()).experiments;
    expect(lost).toMatchObject({ status: 'interrupted', resumable: true });
    await training.close();
  });

  it('keeps notes apart from the record, and no damage to them harms it', async () => {
    const folder = temporaryFolder();
    await record(folder, 'one');
    const library = new RecordLibrary(folder);
    const notes = { title: '=1+1 <b>', tags: ['a', '标签'], text: 'two\nlines', archived: true };
    library.annotate('one', notes);
    expect((await library.list()).experiments[0]?.notes).toEqual(notes);
    truncateSync(path.join(folder, 'one', 'notes.json'), 20);
    expect(await library.list()).toMatchObject({
      damaged: [],
      experiments: [{ id: 'one', notes: NO_NOTES }],
    });
  });

  it('deletes, and brings back what it deleted, until the bin is emptied', async () => {
    const folder = temporaryFolder();
    await record(folder, 'one');
    await record(folder, 'two');
    const library = new RecordLibrary(folder);
    const before = await library.list();
    library.remove('one');
    const without = await library.list();
    expect(without.experiments.map(({ id }) => id)).toEqual(['two']);
    expect(without.deleted).toEqual({
      count: 1,
      bytes: before.experiments.find(({ id }) => id === 'one')?.bytes,
    });
    library.restore('one');
    expect(await library.list()).toEqual(before);
    library.remove('one');
    library.emptyBin();
    expect(() => library.restore('one')).toThrow('gone for good');
  });

  it('refuses to delete what is being written, and names that are none of the list', async () => {
    const folder = temporaryFolder();
    const training = open(folder, 'training');
    const library = new RecordLibrary(folder);
    expect(() => library.remove('training')).toThrow(`being written by process ${process.pid}`);
    for (const id of ['..', '.', '', 'absent', 'training/rnn', '.deleted', `..${path.sep}runs`])
      expect(() => library.dirOf(id), id).toThrow('none of the recorded experiments');
    await training.close();
  });

  it('sets aside what is damaged, torn or of a later version, and lists the rest', async () => {
    const folder = temporaryFolder();
    for (const id of ['whole', 'torn', 'later', 'no-experiment']) await record(folder, id, id);
    const manifestOf = (id: string): string => path.join(folder, id, 'manifest.json');
    truncateSync(manifestOf('torn'), 100);
    const later = readFileSync(manifestOf('later'), 'utf8').replace('"version": 1', '"version": 2');
    writeFileSync(manifestOf('later'), later);
    writeFileSync(path.join(folder, 'no-experiment', 'experiment.unroll.json'), '{');
    mkdirSync(path.join(folder, 'empty'));
    appendFileSync(path.join(folder, 'whole', 'rnn', 'seed-1', 'trace.csv'), '100,0.5');
    const { experiments, damaged } = await new RecordLibrary(folder).list();
    expect(experiments.map(({ id }) => id)).toEqual(['whole']);
    expect(experiments[0]?.lanes[0]?.steps).toBe(100);
    const why = Object.fromEntries(damaged.map((record) => [record.id, record.why]));
    expect(Object.keys(why).sort()).toEqual(['empty', 'later', 'no-experiment', 'torn']);
    expect(why['later']).toContain('version 2');
    expect(why['torn']).toContain('not JSON');
    expect(why['empty']).toContain('no such file');
  });

  it('lists something of every folder, whatever was done to its files', async () => {
    const folder = temporaryFolder();
    await record(folder, 'one');
    const names = ['manifest.json', 'experiment.unroll.json', 'rnn/seed-1/trace.csv'];
    const whole = names.map((name) => readFileSync(path.join(folder, 'one', name)));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.nat(2), share, fc.uint8Array(), async (which, place, bytes) => {
        const content = whole[which] ?? Buffer.alloc(0);
        const file = path.join(folder, 'one', names[which] ?? '');
        const at = Math.floor(place * content.length);
        writeFileSync(
          file,
          Buffer.concat([content.subarray(0, at), bytes, content.subarray(at + bytes.length)]),
        );
        const { experiments, damaged } = await new RecordLibrary(folder).list();
        expect(experiments.length + damaged.length).toBe(1);
        for (const { why } of damaged) expect(why).toMatch(/^.+\.$/s);
        writeFileSync(file, content);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a record from elsewhere', () => {
  function importInto(dir: string, library: string): string | null {
    const read = readRecorded(dir);
    if (read.kind === 'refused') throw new Error(read.problems.join(' '));
    const manifest = { ...read.manifest, status: 'ended' } as const;
    mkdirSync(library, { recursive: true });
    return importRecord(dir, manifest, path.join(library, 'mine'));
  }

  it('is copied as it is', async () => {
    const [elsewhere, library] = [temporaryFolder(), temporaryFolder()];
    await record(elsewhere, 'theirs');
    const dir = path.join(elsewhere, 'theirs');
    expect(importInto(dir, library)).toBeNull();
    const trace = 'rnn/seed-1/trace.csv';
    expect(readFileSync(path.join(library, 'mine', trace))).toEqual(readFileSync(path.join(dir, trace)));
    expect(readdirSync(library)).toEqual(['mine']);
  });

  it.each(['rnn/seed-1/trace.csv', 'rnn'])('is refused where its %s is a link', async (name) => {
    const [elsewhere, library] = [temporaryFolder(), temporaryFolder()];
    await record(elsewhere, 'theirs');
    const dir = path.join(elsewhere, 'theirs');
    const moved = path.join(elsewhere, 'moved');
    renameSync(path.join(dir, name), moved);
    symlinkSync(moved, path.join(dir, name));
    expect(importInto(dir, library)).toMatch(/is a link, or no regular file/);
    expect(readdirSync(library)).toEqual([]);
  });

  it('that was not copied to its end is gone when the library is opened again', () => {
    const library = temporaryFolder();
    mkdirSync(path.join(library, '.importing-half', 'rnn'), { recursive: true });
    new RecordLibrary(library);
    expect(existsSync(path.join(library, '.importing-half'))).toBe(false);
  });
});
