import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTraceTail } from '../../electron/runs/trace-tail';
import { temporaryFolder } from '../trainer/temporary-folder';

const HEADER = 'step,loss,grad_norm,grad_norm_clipped,learning_rate,flow_l0_t0\n';

function tailOf(text: string, count: number): number[] {
  const file = path.join(temporaryFolder(), 'trace.csv');
  writeFileSync(file, text);
  return readTraceTail(file, count).map(({ step }) => step);
}

const row = (step: number, details = '') => `${step},0.5,1,1,0.001,${details}\n`;

describe('the tail of a trace', () => {
  it('is its last rows, fewer where there are not as many', () => {
    const text = HEADER + row(0) + row(1) + row(2);
    expect(tailOf(text, 2)).toEqual([1, 2]);
    expect(tailOf(text, 9)).toEqual([0, 1, 2]);
    expect(tailOf(HEADER, 2)).toEqual([]);
  });

  it('leaves out a last line that was being written', () => {
    expect(tailOf(`${HEADER}${row(0)}${row(1)}2,0.`, 2)).toEqual([0, 1]);
  });

  it('is found behind rows longer than what is read at once', () => {
    const details = '0.25,'.repeat(30_000);
    const text = HEADER + Array.from({ length: 12 }, (_, k) => row(k, details)).join('');
    expect(tailOf(text, 10)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('of a file that is not there is empty', () => {
    expect(readTraceTail(path.join(temporaryFolder(), 'trace.csv'), 10)).toEqual([]);
  });
});
