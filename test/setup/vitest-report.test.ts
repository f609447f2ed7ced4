import { expect, test } from 'vitest';
import { readVitestReport, tallyLine } from '../../build/setup/vitest-report.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((outcome) => ({ status: outcome })),
});
const report = (...files: ReturnType<typeof file>[]) => JSON.stringify({ testResults: files });

test('counts tests, not files; what is skipped is neither passed nor failed', () => {
  const json = report(
    file('passed', 'passed', 'passed', 'skipped'),
    file('failed', 'passed', 'failed', 'failed'),
  );
  expect(readVitestReport(json, 1)).toEqual({ passed: 3, failed: 2, skipped: 1 });
});

test('a file that could not be loaded is a failure', () => {
  expect(readVitestReport(report(file('passed', 'passed'), file('failed')), 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test('an error outside the tests is a failure', () => {
  expect(readVitestReport(report(file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a vitest that crashed is a failure, whatever it wrote', () => {
  expect(readVitestReport(undefined, 139)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readVitestReport('{"testResults": [{"sta', 139)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readVitestReport('{}', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('all well is all well', () => {
  expect(readVitestReport(report(file('passed', 'passed', 'passed')), 0)).toEqual({
    passed: 2,
    failed: 0,
    skipped: 0,
  });
});

test('the line at the end names skipped tests where there are any', () => {
  expect(tallyLine({ passed: 3, failed: 2, skipped: 0 })).toBe('3 passed, 2 failed');
  expect(tallyLine({ passed: 3, failed: 0, skipped: 4 })).toBe('3 passed, 0 failed, 4 skipped');
});
