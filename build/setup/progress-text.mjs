// What one line of progress says: pure text, no terminal.

/**
 * @typedef {object} Moment
 * @property {string} step       "native library"
 * @property {number} position   of the step, from 1
 * @property {number} count      of steps
 * @property {string} stage      "downloading"
 * @property {'bytes' | 'items'} unit
 * @property {number | undefined} value
 * @property {number | undefined} total
 * @property {number} elapsedMs  of the step
 */

/**
 * @param {number} ms
 * @returns {string} `0:07`, `12:30`
 */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * @param {number} value
 * @param {number} total
 * @returns {number} whole percent, 0 to 100; 100 only when all is there
 */
export function percent(value, total) {
  if (!(total > 0)) return 0;
  return Math.min(100, Math.max(0, Math.floor((100 * value) / total)));
}

/**
 * @param {Moment} moment
 * @returns {string} `45 %, 93 of 207 MB`, or '' when nothing is counted
 */
export function amount({ unit, value, total }) {
  if (value === undefined || total === undefined) return '';
  const shown = Math.min(value, total);
  const counted =
    unit === 'bytes' ? `${Math.floor(shown / 1e6)} of ${Math.round(total / 1e6)} MB` : `${shown} of ${total}`;
  return `${percent(shown, total)} %, ${counted}`;
}

/**
 * The line that is redrawn on a terminal, cut to its width.
 * @param {Moment} moment
 * @param {number} columns
 * @returns {string}
 */
export function liveLine(moment, columns) {
  const head = `[${moment.position}/${moment.count}] ${moment.step}: ${moment.stage}`;
  const parts = [head, amount(moment), clock(moment.elapsedMs)].filter((part) => part !== '');
  const line = `${bar(moment, 20)}${parts.join('  ')}`;
  return line.length < columns ? line : line.slice(0, Math.max(0, columns - 1));
}

/**
 * The line for logs: no redrawing, no clock that changes.
 * @param {Moment} moment
 * @returns {string}
 */
export function plainLine(moment) {
  const counted = amount(moment);
  const head = `[${moment.position}/${moment.count}] ${moment.step}: ${moment.stage}`;
  return counted === '' ? head : `${head} ${counted}, ${clock(moment.elapsedMs)}`;
}

/**
 * @param {Moment} moment
 * @param {number} cells
 * @returns {string}
 */
function bar({ value, total }, cells) {
  if (value === undefined || total === undefined) return `${'·'.repeat(cells)}  `;
  const full = Math.floor((cells * percent(value, total)) / 100);
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)}  `;
}
