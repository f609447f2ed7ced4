import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRunFolder } from '../../electron/main/run-folders';

const now = new Date('2024-02-29T13:05:09.007Z');

describe('newRunFolder', () => {
  it('is named by time, to the millisecond, and by the experiment', () => {
    expect(newRunFolder('/runs', 'sin → cos: RNN against LSTM', now)).toBe(
      path.join('/runs', '2024-02-29T13-05-09-007Z-sin-cos-rnn-against-lstm'),
    );
  });

  it('keeps letters of any script and is never more than one folder deep', () => {
    expect(path.basename(newRunFolder('/runs', '循环/../网络', now))).toBe(
      '2024-02-29T13-05-09-007Z-循环-网络',
    );
    expect(path.basename(newRunFolder('/runs', '../..', now))).toBe('2024-02-29T13-05-09-007Z');
    expect(path.basename(newRunFolder('/runs', 'x'.repeat(200), now))).toHaveLength(24 + 1 + 40);
  });
});
