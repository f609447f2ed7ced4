import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amount, clock, liveLine, percent, plainLine } from '../../build/setup/progress-text.mjs';

const moment = {
  step: 'native library',
  position: 2,
  count: 5,
  stage: 'downloading',
  unit: 'bytes' as const,
  value: 93_500_000,
  total: 207_208_420,
  elapsedMs: 12_345,
};

test('a line says step, stage, percent, megabytes and time', () => {
  expect(plainLine(moment)).toBe('[2/5] native library: downloading 45 %, 93 of 207 MB, 0:12');
  expect(liveLine(moment, 120)).toBe(
    '█████████░░░░░░░░░░░  [2/5] native library: downloading  45 %, 93 of 207 MB  0:12',
  );
});

test('things that are no bytes are counted as they are', () => {
  expect(amount({ ...moment, unit: 'items', value: 331, total: 366 })).toBe('90 %, 331 of 366');
});

test('a stage nobody can count shows no percent', () => {
  expect(plainLine({ ...moment, stage: 'compiling the addon', value: undefined, total: undefined })).toBe(
    '[2/5] native library: compiling the addon',
  );
});

test('100 % only when all is there, and never more', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (value, total) => {
      const shown = percent(value, total);
      expect(shown).toBeGreaterThanOrEqual(0);
      expect(shown === 100).toBe(value >= total);
      expect(shown).toBeLessThanOrEqual(100);
    }),
  );
  expect(percent(3, 0)).toBe(0);
});

test('the live line never reaches the last column, where a terminal would wrap it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(2e8), (columns, value) => {
      expect(liveLine({ ...moment, value }, columns).length).toBeLessThan(columns);
    }),
  );
});

test('time counts minutes beyond the hour', () => {
  expect([0, 999, 61_000, 3_725_000, -5].map(clock)).toEqual(['0:00', '0:00', '1:01', '62:05', '0:00']);
});
