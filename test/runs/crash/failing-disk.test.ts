// The N-th file operation fails, for N = 1, 2, 3 … until none does; and from the N-th on all of them. Whatever fails, nothing throws,
// older records stay, what was taken is there, and the next one can go on.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openExperimentFolder } from '../../../electron/runs/experiment-folder';
import { LOCK_NAME } from '../../../electron/runs/folder-lock';
import { RecordLibrary } from '../../../electron/runs/library/record-library';
import { readNotes } from '../../../electron/runs/library/record-notes';
import { writeExport } from '../../../electron/runs/write-export';
import { RunRecorder } from '../../../electron/trainer/recorder/run-recorder';
import { NO_NOTES } from '../../../src-core/contract/recorded-list';
import { parseManifest } from '../../../src-core/export/parse-manifest';
import { temporaryFolder } from '../../trainer/temporary-folder';
import { chunk, EXPERIMENT, started, WEIGHTS } from '../recorded-data';
import { diskError, interceptFiles } from './file-operations.mjs';
import { CHUNKS, recordWhole, RUNS, STEPS } from './record-whole';
import { digestOf, expectListed, expectTaken, expectWholeFiles, filesBelow, wholeRows } from './what-is-left';

type Mode = 'once' | 'from then on';

/** Does something while file operations below a folder fail. @returns what came of it, and whether any did fail */
async function failing<T>(folder: string, nth: number, mode: Mode, act: () => T | Promise<T>) {
  let failed = false;
  const restore = interceptFiles(folder, ({ place, name, perform }) => {
    if (place !== nth && !(mode === 'from then on' && place > nth)) return perform();
    failed = true;
    // A descriptor is gone whatever close says.
    if (name === 'closeSync') perform();
    throw diskError(name);
  });
  try {
    return { result: await act(), failed };
  } finally {
    restore();
  }
}

/** As after the end of the process: its locks are nobody's. */
function forgetLocks(dir: string): void {
  for (const file of filesBelow(dir)) {
    if (path.basename(file).startsWith(LOCK_NAME)) rmSync(path.join(dir, file));
  }
}

const MODES: readonly Mode[] = ['once', 'from then on'];

describe.each(MODES)('a disk that fails %s', (mode) => {
  it('costs a recording no more than what it could not write', async () => {
    const library = temporaryFolder();
    await recordWhole({ dir: path.join(library, 'older'), runs: 1 });
    const older = digestOf(path.join(library, 'older'));
    const dir = path.join(library, 'new');
    let operations = 0;
    for (let nth = 1; ; nth += 1) {
      rmSync(dir, { recursive: true, force: true });
      const { result: told, failed } = await failing(dir, nth, mode, () => recordWhole({ dir, runs: 1 }));
      if (!failed) break;
      operations = nth;
      await expectListed(library, older);
      expectWholeFiles(dir);
      expectTaken(dir, told.taken);
      const hasFailed = told.closed === null || told.closed.failure !== null || told.failures.length > 0;
      // What nobody was told of has cost nothing.
      if (!hasFailed) expectComplete(dir);
      forgetLocks(dir);
      await expectTakenOver(dir, `after operation ${nth}`);
    }
    expect(operations).toBeGreaterThan(80);
  });

  it('costs a run that goes on nothing of what it had', async () => {
    const dir = path.join(temporaryFolder(), 'new');
    const [lane, seed, run] = RUNS[0];
    const folder = path.join(dir, run);
    const kept = 2 * STEPS;
    let operations = 0;
    for (let nth = 1; ; nth += 1) {
      rmSync(dir, { recursive: true, force: true });
      await recordWhole({ dir, runs: 1 });
      const { failed } = await failing(dir, nth, mode, () => {
        const recorder = new RunRecorder(folder, { ...started(lane, seed), firstStep: kept }, WEIGHTS);
        for (let k = 2; k < CHUNKS; k += 1) recorder.append(chunk(k * STEPS, STEPS));
        recorder.finish({ weights: WEIGHTS, lastWindow: null });
        return recorder.failure;
      });
      if (!failed) break;
      operations = nth;
      expect(wholeRows(path.join(folder, 'trace.csv'))).toBeGreaterThanOrEqual(kept);
      expectWholeFiles(dir);
      forgetLocks(dir);
      const again = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'continue' });
      expect(again.kind).toBe('opened');
      if (again.kind === 'opened') await again.folder.close();
    }
    expect(operations).toBeGreaterThan(15);
  });

  it('leaves notes, list and bin whole', async () => {
    const folder = temporaryFolder();
    const library = new RecordLibrary(folder);
    const dir = path.join(folder, 'kept');
    const [before, after] = ['before', 'after'].map((text) => ({ ...NO_NOTES, text }));
    if (before === undefined || after === undefined) throw new Error('Two notes are needed.');
    const deeds = [
      () => library.annotate('kept', after),
      () => library.remove('kept'),
      () => library.restore('kept'),
    ];
    for (const deed of deeds) {
      for (let nth = 1; ; nth += 1) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
        await recordWhole({ dir, runs: 1 });
        library.annotate('kept', before);
        if (deed === deeds[2]) library.remove('kept');
        const { failed } = await failing(folder, nth, mode, () => {
          try {
            deed();
          } catch (error) {
            expect((error as NodeJS.ErrnoException).code).toBe('EIO');
          }
        });
        if (!failed) break;
        const places = [dir, path.join(folder, '.deleted', 'kept')].filter((place) => existsSync(place));
        expect(places).toHaveLength(1);
        const [place = ''] = places;
        expectComplete(place);
        expect(['before', 'after']).toContain(readNotes(place).text);
      }
    }
  });

  it('leaves an export as it was, or as it is to be', async () => {
    const folder = temporaryFolder();
    const exports = {
      file: (content: string) => ({ kind: 'file', content }) as const,
      folder: (content: string) =>
        ({
          kind: 'folder',
          files: [
            { path: 'a', content },
            { path: 'b/c', content },
          ],
        }) as const,
    };
    for (const [name, made] of Object.entries(exports)) {
      const out = path.join(folder, name);
      for (let nth = 1; ; nth += 1) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
        writeFileSync(path.join(folder, 'other'), 'mine');
        writeExport(out, made('old'));
        const { failed } = await failing(folder, nth, mode, () => {
          try {
            writeExport(out, made('new'));
          } catch (error) {
            expect((error as NodeJS.ErrnoException).code).toBe('EIO');
          }
        });
        if (!failed) break;
        expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe('mine');
        expect(['old', 'new']).toContain(contentOf(folder, name));
      }
    }
  });
});

/** The one content of an export, which may stand aside under another name where the disk let it not return. */
function contentOf(folder: string, name: string): string {
  const contents = new Map<string, Set<string>>();
  for (const file of filesBelow(folder).filter((one) => one !== 'other')) {
    const top = file.split(path.sep)[0] ?? '';
    const found = contents.get(top) ?? new Set();
    contents.set(top, found.add(readFileSync(path.join(folder, file), 'utf8')));
  }
  const own = contents.get(name) ?? [...contents.values()][0] ?? new Set();
  return [...own].join(' ');
}

/** The next process finds room. */
async function expectTakenOver(dir: string, moment: string): Promise<void> {
  const next = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'overwrite' });
  expect(next.kind === 'refused' ? next.message : 'opened', moment).toBe('opened');
  if (next.kind === 'opened') expect((await next.folder.close()).failure, moment).toBeNull();
}

function expectComplete(dir: string): void {
  const read = parseManifest(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  if (read.kind === 'refused') throw new Error(read.why);
  expect(read.manifest.status).toBe('ended');
  expect(read.manifest.digest).not.toBeNull();
  for (const { folder: run } of read.manifest.runs) {
    expect(wholeRows(path.join(dir, run, 'trace.csv'))).toBe(CHUNKS * STEPS);
    expect(existsSync(path.join(dir, run, 'weights.safetensors'))).toBe(true);
  }
  expectWholeFiles(dir);
}
