// The open experiment between starts of the app.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpenDocument } from '../../electron/main/open-document';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { temporaryFolder } from '../trainer/temporary-folder';

const parsed = parseExperiment({
  format: 'unroll-experiment',
  version: 1,
  task: { kind: 'csv', path: 'data.csv', input: 'a', target: 'b', timeStep: 2 },
});
if (parsed.kind === 'refused') throw new Error(parsed.problems.map(formatProblem).join('; '));
const { experiment } = parsed;

function recordFolder(): string {
  const folder = path.join(temporaryFolder(), 'record');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'data.csv'), 'a,b\n1,2\n');
  return folder;
}

describe('the open experiment', () => {
  it('of a record keeps its folder over a restart, as long as that is there', () => {
    const memory = path.join(temporaryFolder(), 'document.json');
    const record = recordFolder();
    new OpenDocument(memory).take(null, experiment, record);
    expect(new OpenDocument(memory).folder).toBe(record);
    rmSync(record, { recursive: true });
    const later = new OpenDocument(memory);
    expect(later.folder).toBeNull();
    expect(later.saved).toEqual(experiment);
  });

  it('of a record is saved with its csv file; over another csv file it is not saved at all', () => {
    const document = new OpenDocument(path.join(temporaryFolder(), 'document.json'));
    const record = recordFolder();
    document.take(null, experiment, record);
    const taken = temporaryFolder();
    writeFileSync(path.join(taken, 'data.csv'), 'a,b\n9,9\n');
    expect(() => document.save(path.join(taken, 'mine.unroll.json'))).toThrow(/another file than/);
    expect(existsSync(path.join(taken, 'mine.unroll.json'))).toBe(false);
    expect(document.file).toBeNull();
    const free = temporaryFolder();
    document.save(path.join(free, 'mine.unroll.json'));
    expect(readFileSync(path.join(free, 'data.csv'), 'utf8')).toBe('a,b\n1,2\n');
    expect(document.folder).toBe(free);
  });
});
