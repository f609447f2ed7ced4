// An experiment that is saved elsewhere keeps its numbers, or is not saved.
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { carryFiles } from '../../../electron/runs/task-files/carry-files';
import { formatProblem } from '../../../src-core/experiment/format-problem';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import { saidIn } from '../../../src-core/language/said-text';
import { temporaryFolder } from '../../trainer/temporary-folder';

const task = (name: string) => ({ kind: 'csv', path: name, input: 'a', target: 'b', timeStep: 2 });
const parsed = parseExperiment({
  format: 'unroll-experiment',
  version: 1,
  task: task('first.csv'),
  lanes: [
    { label: 'one', set: {} },
    { label: 'two', set: { task: task('second.csv') } },
  ],
});
if (parsed.kind === 'refused') throw new Error(parsed.problems.map(formatProblem).join('; '));
const { experiment } = parsed;

function folders(): { readonly from: string; readonly to: string } {
  const from = temporaryFolder();
  writeFileSync(path.join(from, 'first.csv'), 'a,b\n1,2\n');
  writeFileSync(path.join(from, 'second.csv'), 'a,b\n3,4\n');
  return { from, to: temporaryFolder() };
}

function refusal(from: string, to: string): string {
  try {
    carryFiles(experiment, from, to);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('csv files of an experiment that is saved into another folder', () => {
  it('go with it; one that is there with the same bytes stays', () => {
    const { from, to } = folders();
    writeFileSync(path.join(to, 'second.csv'), 'a,b\n3,4\n');
    carryFiles(experiment, from, to);
    for (const name of ['first.csv', 'second.csv'])
      expect(readFileSync(path.join(to, name))).toEqual(readFileSync(path.join(from, name)));
  });

  it('are refused where another file has the name, in both languages, and nothing is written', () => {
    const { from, to } = folders();
    writeFileSync(path.join(to, 'second.csv'), 'a,b\n5,6\n');
    const why = refusal(from, to);
    expect(why).toBe(
      `${to}/second.csv is there already and is another file than ${from}/second.csv: save into another folder, or rename that file first.`,
    );
    expect(saidIn(why, 'zh-CN')).toMatch(/second\.csv 已存在，/);
    expect(existsSync(path.join(to, 'first.csv'))).toBe(false);
    expect(readFileSync(path.join(to, 'second.csv'), 'utf8')).toBe('a,b\n5,6\n');
  });

  it('are never read through a link out of the folder', () => {
    const secret = path.join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'a,b\n7,8\n');
    const from = temporaryFolder();
    symlinkSync(secret, path.join(from, 'first.csv'));
    const to = temporaryFolder();
    expect(refusal(from, to)).toMatch(/got a link to another folder\.$/);
    expect(existsSync(path.join(to, 'first.csv'))).toBe(false);
  });

  it('that never were do not keep it from being saved', () => {
    expect(refusal(temporaryFolder(), temporaryFolder())).toBe('none');
  });
});
