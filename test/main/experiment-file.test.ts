// Files as the window opens and saves them.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readExperimentFile,
  suggestedFileName,
  withSuffix,
  writeExperimentFile,
} from '../../electron/main/experiment-file';
import { MOST_RECENT, RecentFiles } from '../../electron/main/recent-files';
import { articleExperiment } from '../../src-core/experiment/article';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unroll file '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('an experiment file', () => {
  it('reads back as it was written, and leaves nothing beside it', () => {
    const file = path.join(folder, 'a.unroll.json');
    writeFileSync(file, 'before');
    writeExperimentFile(file, articleExperiment());
    expect(readExperimentFile(file)).toEqual({ kind: 'ok', experiment: articleExperiment() });
    expect(readdirSync(folder)).toEqual(['a.unroll.json']);
  });

  it('that cannot be written leaves what was there', () => {
    const taken = path.join(folder, 'taken');
    mkdirSync(taken);
    expect(() => writeExperimentFile(taken, articleExperiment())).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it.each([
    ['', 'refused'],
    ['{"format":"unroll-experiment","version":2}', 'refused'],
    ['[1]', 'refused'],
  ])('that says %j is refused', (text, kind) => {
    const file = path.join(folder, 'x.unroll.json');
    writeFileSync(file, text);
    expect(readExperimentFile(file).kind).toBe(kind);
  });

  it('that is a folder, missing or far too large is not read', () => {
    expect(readExperimentFile(folder).kind).toBe('unreadable');
    expect(readExperimentFile(path.join(folder, 'missing')).kind).toBe('unreadable');
    const large = path.join(folder, 'large.unroll.json');
    writeFileSync(large, Buffer.alloc(17 * 1024 * 1024, ' '));
    expect(readExperimentFile(large).kind).toBe('unreadable');
  });

  it('gets a name every system takes, and our suffix once', () => {
    const named = (name: string): string => suggestedFileName({ ...articleExperiment(), name });
    expect(named('sin → cos: RNN/LSTM')).toBe('sin cos RNN LSTM.unroll.json');
    expect(named('循环 网络')).toBe('循环 网络.unroll.json');
    expect(named('...')).toBe('experiment.unroll.json');
    expect(['a', 'a.json', 'a.unroll.json', 'A.UNROLL.JSON'].map(withSuffix)).toEqual([
      'a.unroll.json',
      'a.unroll.json',
      'a.unroll.json',
      'A.UNROLL.JSON',
    ]);
  });
});

describe('recent files', () => {
  it('are few, the last one first, each once, and only such as are there', () => {
    const memory = path.join(folder, 'recent.json');
    const recent = new RecentFiles(memory);
    const files = Array.from({ length: MOST_RECENT + 2 }, (_, index) =>
      path.join(folder, `${index}.unroll.json`),
    );
    for (const file of files) {
      writeFileSync(file, '');
      recent.add(file);
    }
    recent.add(files[5] ?? '');
    expect(recent.list).toHaveLength(MOST_RECENT);
    expect(recent.list.slice(0, 2)).toEqual([files[5], files.at(-1)]);
    rmSync(files[5] ?? '');
    expect(new RecentFiles(memory).list[0]).toBe(files.at(-1));
    recent.clear();
    expect(new RecentFiles(memory).list).toEqual([]);
  });

  it('forget a memory that is damaged', () => {
    const memory = path.join(folder, 'recent.json');
    writeFileSync(memory, '["relative.json", 4]');
    expect(new RecentFiles(memory).list).toEqual([]);
    expect(readFileSync(memory, 'utf8')).toContain('relative');
  });
});
