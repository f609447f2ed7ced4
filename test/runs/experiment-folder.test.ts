import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExperimentFolder } from '../../electron/runs/experiment-folder';
import { openExperimentFolder } from '../../electron/runs/experiment-folder';
import { identityOf } from '../../electron/runs/process-identity';
import type { OpenMode } from '../../electron/runs/folder-claim';
import { lockFolder } from '../../electron/runs/folder-lock';
import { RunRecorder } from '../../electron/trainer/recorder/run-recorder';
import type { Chunk, RunEnded } from '../../src-core/contract/run-event';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import type { Manifest } from '../../src-core/export/manifest';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { chunk, ended, EXPERIMENT, started, WEIGHTS, WINDOW } from './recorded-data';
import { temporaryFolder } from '../trainer/temporary-folder';

function open(dir: string, mode: OpenMode = 'new'): ExperimentFolder {
  const result = openExperimentFolder({ dir, experiment: EXPERIMENT, mode });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.folder;
}

function refusalOf(dir: string, mode: OpenMode = 'new') {
  const result = openExperimentFolder({ dir, experiment: EXPERIMENT, mode });
  return result.kind === 'refused' ? { reason: result.reason, message: result.message } : null;
}

function manifestOf(dir: string): Manifest {
  const result = parseManifest(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  if (result.kind === 'refused') throw new Error(result.why);
  return result.manifest;
}

function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** A run as a host records it, and its commander hears of it. */
function begin(folder: ExperimentFolder, lane = 'RNN', seed = 1) {
  const run = started(lane, seed);
  const { runId } = run;
  const lanes: Record<string, string> = { RNN: 'rnn', 'RNN (clipped)': 'rnn-clipped-' };
  const recorder = new RunRecorder(path.join(folder.dir, lanes[lane] ?? '', `seed-${seed}`), run, WEIGHTS);
  folder.follow(run);
  return {
    recorder,
    append(part: Chunk) {
      const failure = recorder.append(part);
      folder.follow({ ...part, runId });
      return failure;
    },
    end(change: Partial<RunEnded> = {}, lastWindow: typeof WINDOW | null = WINDOW) {
      const failure = recorder.failure ?? recorder.finish({ weights: WEIGHTS, lastWindow });
      recorder.abort();
      folder.follow(
        ended({ ...change, runId, ...(failure === null ? {} : { status: 'failed' as const, failure }) }),
      );
      return failure;
    },
  };
}

function record(folder: ExperimentFolder, lane = 'RNN', seed = 1): void {
  const run = begin(folder, lane, seed);
  run.append(chunk(0, 3));
  run.append(chunk(3, 1));
  expect(run.end()).toBeNull();
}

function recordAll(folder: ExperimentFolder): void {
  for (const lane of ['RNN', 'RNN (clipped)']) for (const seed of [1, 2]) record(folder, lane, seed);
}

const FILES = 'evaluation.csv initial.safetensors prediction.csv trace.csv weights.safetensors'.split(' ');
const ALL_FILES = [
  'experiment.unroll.json',
  'manifest.json',
  ...['rnn', 'rnn-clipped-'].flatMap((lane) =>
    ['seed-1', 'seed-2'].flatMap((seed) => FILES.map((name) => path.join(lane, seed, name))),
  ),
].sort();

describe('a run folder', () => {
  it('holds what an experiment leaves, and nothing else', async () => {
    const dir = path.join(temporaryFolder(), 'new', 'folder');
    const folder = open(dir);
    recordAll(folder);
    expect((await folder.close()).failure).toBeNull();
    expect(filesOf(dir)).toEqual(ALL_FILES);
    const run = path.join(dir, 'rnn', 'seed-1');
    expect(readFileSync(path.join(run, 'trace.csv'), 'utf8')).toBe(
      [
        'step,loss,grad_norm,grad_norm_clipped,learning_rate,flow_l0_t0,flow_l0_t1,' +
          'grad_norm_rnn.weight_ih_l0,grad_norm_out.bias,saturated_l0_h',
        '0,1,0,0,0.001,0,0,0,0,0.5',
        '1,0.5,0.33333334,0.33333334,0.001,,,,,',
        '2,0.33333334,0.6666667,0.6666667,0.001,0.2857143,0.22222222,0.18181819,0.15384616,0.25',
        '3,0.25,1,1,0.001,,,,,',
        '',
      ].join('\n'),
    );
    expect(readFileSync(path.join(run, 'prediction.csv'), 'utf8')).toBe(
      't,input,target,prediction\n0,0,1,0.25\n1,0.5,0.75,0.375\n',
    );
    for (const name of ['initial.safetensors', 'weights.safetensors']) {
      expect(readSafetensors(readFileSync(path.join(run, name)))).toEqual({ kind: 'ok', tensors: WEIGHTS });
    }
    const text = readFileSync(path.join(dir, 'experiment.unroll.json'), 'utf8');
    expect(parseExperimentText(text)).toEqual({ kind: 'ok', experiment: EXPERIMENT });
  });

  it('says in its manifest who wrote it, with what, and how each run went', async () => {
    const dir = temporaryFolder();
    const folder = open(dir);
    expect(manifestOf(dir)).toMatchObject({
      status: 'running',
      writer: identityOf(),
      engine: null,
      folders: { rnn: 'RNN', 'rnn-clipped-': 'RNN (clipped)' },
      seeds: [1, 2],
      digest: null,
      runs: [{ status: 'waiting' }, { status: 'waiting' }, { status: 'waiting' }, { status: 'waiting' }],
    });
    const run = begin(folder);
    expect(manifestOf(dir).runs[0]).toMatchObject({
      status: 'running',
      engine: 'eager',
      backend: 'cpu',
      compileMs: 1.5,
    });
    run.append(chunk(0, 2));
    run.end({ status: 'diverged', steps: 2, finalLoss: NaN, divergedAt: 1 }, null);
    const { digest } = await folder.close();
    const manifest = manifestOf(dir);
    expect(manifest).toMatchObject({
      status: 'ended',
      engine: 'eager',
      backend: 'cpu',
      versions: { node: process.versions.node, electron: null, tfjs: '4.22.0', tensorflow: null },
      digest,
    });
    expect(manifest.versions.unroll).toMatch(/^\d+\.\d+\.\d+/);
    expect(manifest.cpu.cores).toBeGreaterThan(0);
    expect(manifest.runs[0]).toEqual({
      lane: 'RNN',
      seed: 1,
      folder: 'rnn/seed-1',
      status: 'diverged',
      engine: 'eager',
      backend: 'cpu',
      parameterCount: 3,
      steps: 2,
      finalLoss: 'NaN',
      usPerStep: 7.5,
      compileMs: 1.5,
      divergedAt: 1,
      failure: null,
    });
    expect(new Date(manifest.endedAt ?? '') >= new Date(manifest.startedAt)).toBe(true);
  });

  it('has the digest of its numbers, run after run in lane, then seed order', async () => {
    const dir = temporaryFolder();
    const folder = open(dir);
    // In another order than the lanes: the digest does not depend on it.
    record(folder, 'RNN (clipped)', 2);
    record(folder, 'RNN', 1);
    const { digest } = await folder.close();
    const values = [
      ...chunk(0, 4).loss,
      ...chunk(0, 4).gradNorm,
      ...chunk(0, 4).gradNormClipped,
      ...WINDOW.prediction,
      ...WEIGHTS.flatMap((tensor) => [...tensor.values]),
    ];
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
    expect(digest).toBe(createHash('sha256').update(bytes).update(bytes).digest('hex'));
  });

  it('has the same digest when its numbers are read back from the disk', async () => {
    const kept = temporaryFolder();
    const folder = open(kept);
    recordAll(folder);
    const { digest } = await folder.close();
    // A second process goes on with a folder in which all is done: it has only the files.
    expect((await open(kept, 'continue').close()).digest).toBe(digest);
  });
});

describe('opening a folder', () => {
  it('refuses one that is not empty, and leaves it as it is', () => {
    const dir = temporaryFolder();
    writeFileSync(path.join(dir, 'notes.txt'), 'mine');
    expect(refusalOf(dir)).toEqual({
      reason: 'in-use',
      message: `${dir} is not empty: choose another folder, or ask to overwrite it.`,
    });
    expect(filesOf(dir)).toEqual(['notes.txt']);
  });

  it('refuses a path that is a file', () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(refusalOf(file)).toEqual({ reason: 'in-use', message: `${file} is a file: choose a folder.` });
    expect(refusalOf(path.join(file, 'below'))).toMatchObject({ reason: 'storage' });
  });

  it('overwrites what an experiment wrote and nothing else', async () => {
    const dir = temporaryFolder();
    const first = open(dir);
    recordAll(first);
    await first.close();
    const foreign = [
      'notes.txt',
      path.join('rnn', 'seed-1', 'plot.png'),
      path.join('other', 'seed-1', 'trace.csv'),
    ];
    for (const file of foreign) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), 'mine');
    }
    const second = open(dir, 'overwrite');
    expect(filesOf(dir)).toEqual(
      ['.unroll.lock', 'experiment.unroll.json', 'manifest.json', ...foreign].sort(),
    );
    recordAll(second);
    await second.close();
    expect(filesOf(dir)).toEqual([...ALL_FILES, ...foreign].sort());
    for (const file of foreign) expect(readFileSync(path.join(dir, file), 'utf8')).toBe('mine');
  });

  it('does not overwrite files of the same names that it did not write', () => {
    const dir = temporaryFolder();
    mkdirSync(path.join(dir, 'rnn', 'seed-2'), { recursive: true });
    writeFileSync(path.join(dir, 'rnn', 'seed-2', 'trace.csv'), 'mine');
    expect(refusalOf(dir, 'overwrite')?.message).toBe(
      `${dir} holds ${path.join('rnn', 'seed-2', 'trace.csv')}, which Unroll did not write: move it, or choose another folder.`,
    );
    expect(readFileSync(path.join(dir, 'rnn', 'seed-2', 'trace.csv'), 'utf8')).toBe('mine');
  });

  it('does not follow links out of the folder when it removes', async () => {
    const elsewhere = temporaryFolder();
    mkdirSync(path.join(elsewhere, 'seed-1'));
    writeFileSync(path.join(elsewhere, 'seed-1', 'trace.csv'), 'mine');
    const dir = temporaryFolder();
    await open(dir).close();
    symlinkSync(elsewhere, path.join(dir, 'rnn'));
    expect(refusalOf(dir, 'overwrite')?.reason).toBe('in-use');
    expect(readFileSync(path.join(elsewhere, 'seed-1', 'trace.csv'), 'utf8')).toBe('mine');
  });

  it.each(['{', '{"format":"unroll-run-folder","version":2}', 'null'])(
    'removes nothing on the word of a manifest it cannot read: %s',
    (text) => {
      const dir = temporaryFolder();
      writeFileSync(path.join(dir, 'manifest.json'), text);
      expect(refusalOf(dir, 'overwrite')?.message).toMatch(/cannot be overwritten: The manifest /);
      expect(readFileSync(path.join(dir, 'manifest.json'), 'utf8')).toBe(text);
    },
  );

  it('does not let a manifest lead out of the folder', async () => {
    const outside = path.join(temporaryFolder(), 'seed-1');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'trace.csv'), 'mine');
    const dir = temporaryFolder();
    await open(dir).close();
    const manifest = manifestOf(dir);
    const runs = [{ ...manifest.runs[0], folder: path.relative(dir, outside) }];
    writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ ...manifest, runs }));
    expect(refusalOf(dir, 'overwrite')?.reason).toBe('in-use');
    expect(readFileSync(path.join(outside, 'trace.csv'), 'utf8')).toBe('mine');
  });

  it('refuses a folder that is being written, whatever is asked for, until it is closed', async () => {
    const dir = temporaryFolder();
    const folder = open(dir);
    for (const mode of ['new', 'overwrite', 'continue'] as const) {
      expect(refusalOf(dir, mode)).toEqual({
        reason: 'in-use',
        message: `${dir} is being written by process ${process.pid}: wait for it, or choose another folder.`,
      });
    }
    await folder.close();
    expect(existsSync(path.join(dir, '.unroll.lock'))).toBe(false);
    await open(dir, 'overwrite').close();
  });
});

describe('a run that is still being written, though its commander was killed', () => {
  it('keeps the folder from being taken over until its process has recorded it', async () => {
    const dir = temporaryFolder();
    const folder = open(dir);
    record(folder);
    await folder.close();
    const run = path.join(dir, 'rnn', 'seed-1');
    const lock = lockFolder(run);
    if (lock.kind === 'taken') throw new Error('Nobody else has the lock.');
    for (const mode of ['overwrite', 'continue'] as const) {
      expect(refusalOf(dir, mode)).toEqual({
        reason: 'in-use',
        message: `${run} is being written by process ${process.pid}: wait for it, or choose another folder.`,
      });
    }
    lock.release();
    await open(dir, 'overwrite').close();
  });
});

describe('continuing a folder', () => {
  it('keeps ended runs, and names the one that was under way as lost', async () => {
    const dir = temporaryFolder();
    const first = open(dir);
    record(first);
    const run = begin(first, 'RNN', 2);
    run.append(chunk(0, 2));
    run.recorder.finish({ weights: null, lastWindow: null });
    const lost = readFileSync(path.join(dir, 'manifest.json'));
    await first.close();
    // As a killed process leaves it: the manifest of the middle of the run.
    writeFileSync(path.join(dir, 'manifest.json'), lost);
    const second = open(dir, 'continue');
    record(second, 'RNN (clipped)', 1);
    await second.close();
    expect(manifestOf(dir).runs.map((run) => run.status)).toEqual(['done', 'failed', 'done', 'waiting']);
    const lostOne = manifestOf(dir).runs[1];
    expect(lostOne?.failure?.kind).toBe('host-lost');
    expect(lostOne).toMatchObject({ steps: 2, finalLoss: 0.5 });
    expect(filesOf(dir)).toContain(path.join('rnn', 'seed-2', 'trace.csv'));
  });
});

describe('a disk that fails', () => {
  it.each(['weights.safetensors', 'prediction.csv'])(
    'has the run fail where only its %s is missing',
    async (name) => {
      const dir = temporaryFolder();
      const folder = open(dir);
      const run = begin(folder);
      expect(run.append(chunk(0, 4))).toBeNull();
      const obstacle = path.join(run.recorder.folder, name);
      mkdirSync(path.join(obstacle, 'a folder where the file should be'), { recursive: true });
      const failure = run.end();
      expect(failure?.message).toContain('could not be written');
      const failed = { status: 'failed', steps: 4, failure: { kind: 'storage', message: failure?.message } };
      expect(manifestOf(dir).runs[0]).toMatchObject(failed);
      await folder.close();
      expect(manifestOf(dir).runs[0]).toMatchObject(failed);
    },
  );

  it('is reported once, and the run goes on', async () => {
    const dir = temporaryFolder();
    const folder = open(dir);
    writeFileSync(path.join(dir, 'rnn'), 'a file where the lane’s folder should be');
    const run = begin(folder);
    const { recorder } = run;
    expect(recorder.failure).toMatchObject({ kind: 'storage' });
    expect(recorder.failure?.message).toMatch(/could not be written: .*: choose another folder\.$/);
    expect(run.append(chunk(0, 2))).toBeNull();
    expect(recorder.finish({ weights: WEIGHTS, lastWindow: WINDOW })).toBeNull();
    run.end();
    record(folder, 'RNN (clipped)');
    await folder.close();
    const { runs } = manifestOf(dir);
    expect(runs.map((run) => run.status)).toEqual(['failed', 'waiting', 'done', 'waiting']);
    const { kind, message } = recorder.failure ?? {};
    expect(runs[0]?.failure).toEqual({ kind, message });
  });
});
