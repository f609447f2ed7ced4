import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../build/setup/progress.mjs';

function screen(isTTY: boolean) {
  let now = 0;
  const output = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const chunks: string[] = [];
  output.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  const progress = new Progress({ output, now: () => now });
  return { progress, wait: (ms: number) => (now += ms), text: () => chunks.join('') };
}

// Whatever terminal runs the tests: one that cannot redraw a line gets a log.
beforeEach(() => void vi.stubEnv('TERM', 'xterm'));
afterEach(() => void vi.unstubAllEnvs());

test('a log gets a line per stage, then one every ten seconds, and no control characters', () => {
  const { progress, wait, text } = screen(false);
  progress.begin('Electron', 3, 5);
  progress.stage('downloading', { total: 100e6, unit: 'bytes' });
  for (let second = 1; second <= 25; second += 1) {
    wait(1000);
    progress.advance(second * 4e6);
  }
  progress.done();
  expect(text()).toBe(
    [
      '[3/5] Electron: downloading 0 %, 0 of 100 MB, 0:00',
      '[3/5] Electron: downloading 40 %, 40 of 100 MB, 0:10',
      '[3/5] Electron: downloading 80 %, 80 of 100 MB, 0:20',
      '[3/5] Electron: ready (25 s)',
      '',
    ].join('\n'),
  );
});

test('a terminal gets one line, redrawn in place, and a last one that stays', () => {
  const { progress, wait, text } = screen(true);
  progress.begin('packages', 1, 5);
  progress.stage('installing', { total: 10, unit: 'items' });
  progress.advance(5);
  wait(2500);
  progress.say('a word between');
  progress.done();
  const lines = text().split('\r\u001b[2K');
  expect(text().split('\n')).toHaveLength(3);
  expect(lines.at(-1)).toBe('[1/5] packages: ready (2.5 s)\n');
  expect(lines).toContain('a word between\n');
  expect(lines.some((line) => line.includes('50 %, 5 of 10  0:02'))).toBe(true);
});

test('a line that is taken away leaves nothing behind', () => {
  const { progress, text } = screen(true);
  progress.begin('packages', 1, 5);
  progress.clear();
  expect(text().endsWith('\r\u001b[2K')).toBe(true);
  progress.say('failed');
  expect(text().endsWith('\r\u001b[2Kfailed\n')).toBe(true);
});

test('a terminal that cannot redraw a line gets a log', () => {
  vi.stubEnv('TERM', 'dumb');
  const { progress, text } = screen(true);
  progress.begin('packages', 1, 5);
  progress.stage('installing', { total: 10, unit: 'items' });
  progress.done();
  expect(text()).not.toContain('\u001b');
  expect(text()).toContain('[1/5] packages: ready');
});
