// Reads what vitest's JSON reporter wrote: how many passed, failed, were skipped.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/**
 * A file that could not be loaded, an error outside any test, and a vitest that crashed count as one failure each:
 * nothing that went wrong may end as "0 failed".
 * @param {string | undefined} json undefined when vitest wrote none
 * @param {number} exitCode vitest's
 * @returns {Tally}
 */
export function readVitestReport(json, exitCode) {
  const report = parse(json);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const outcomes = report.testResults.map((file) => {
    const all = file.assertionResults.length;
    const failed = file.assertionResults.filter(({ status }) => status === 'failed').length;
    const passed = file.assertionResults.filter(({ status }) => status === 'passed').length;
    return {
      passed,
      skipped: all - passed - failed,
      failed: file.status === 'failed' ? Math.max(1, failed) : failed,
    };
  });
  const passed = outcomes.reduce((sum, file) => sum + file.passed, 0);
  const failed = outcomes.reduce((sum, file) => sum + file.failed, 0);
  const skipped = outcomes.reduce((sum, file) => sum + file.skipped, 0);
  return { passed, skipped, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

/**
 * The plain line that a test run ends with.
 * @param {Tally} tally
 */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @typedef {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} Report
 */

/**
 * @param {string | undefined} json
 * @returns {Report | undefined}
 */
function parse(json) {
  try {
    const report = JSON.parse(json ?? '');
    return Array.isArray(report?.testResults) ? report : undefined;
  } catch {
    return undefined; // cut off by a crash
  }
}
