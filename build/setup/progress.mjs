// Shows one line of progress: redrawn in place on a terminal, plain lines in a log.
import { liveLine, plainLine } from './progress-text.mjs';

const REDRAW_MS = 120;
const LOG_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** @typedef {import('node:tty').WriteStream | NodeJS.WritableStream} Output */

export class Progress {
  /** @param {{ output: Output, now?: () => number }} options */
  constructor({ output, now = () => performance.now() }) {
    this.output = output;
    this.now = now;
    this.isLive = 'isTTY' in output && output.isTTY === true && process.env['TERM'] !== 'dumb';
    /** @type {import('./progress-text.mjs').Moment | undefined} */
    this.moment = undefined;
    this.startedAt = 0;
    this.loggedAt = 0;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string} step
   * @param {number} position from 1
   * @param {number} count
   */
  begin(step, position, count) {
    this.startedAt = this.now();
    this.moment = {
      step,
      position,
      count,
      stage: 'starting',
      unit: 'items',
      value: undefined,
      total: undefined,
      elapsedMs: 0,
    };
    if (!this.isLive) return;
    this.timer = setInterval(() => this.draw(), REDRAW_MS);
    this.draw();
  }

  /**
   * What the step does now; with a total, how far it is gets counted.
   * @param {string} stage
   * @param {{ total: number, unit: 'bytes' | 'items' }} [counted]
   */
  stage(stage, counted) {
    if (this.moment === undefined) return;
    const value = counted === undefined ? undefined : 0;
    this.moment = { ...this.moment, stage, unit: counted?.unit ?? 'items', value, total: counted?.total };
    if (this.isLive) this.draw();
    else this.log();
  }

  /** @param {number} value of the stage's total */
  advance(value) {
    if (this.moment === undefined) return;
    this.moment = { ...this.moment, value };
    if (!this.isLive && this.now() - this.loggedAt >= LOG_EVERY_MS) this.log();
  }

  /** The step is done. */
  done() {
    if (this.moment === undefined) return;
    const { step, position, count } = this.moment;
    const seconds = (this.now() - this.startedAt) / 1000;
    this.clear();
    this.output.write(`[${position}/${count}] ${step}: ready (${seconds.toFixed(seconds < 10 ? 1 : 0)} s)\n`);
  }

  /** Takes the line away: the step ended in another way. */
  clear() {
    clearInterval(this.timer);
    this.moment = undefined;
    if (this.isLive) this.output.write(CLEAR_LINE);
  }

  /**
   * A line that stays, above the progress line.
   * @param {string} text
   */
  say(text) {
    this.output.write(`${this.isLive && this.moment !== undefined ? CLEAR_LINE : ''}${text}\n`);
    if (this.isLive) this.draw();
  }

  draw() {
    const moment = this.current();
    if (moment === undefined) return;
    const columns = 'columns' in this.output ? (this.output.columns ?? 80) : 80;
    this.output.write(`${CLEAR_LINE}${liveLine(moment, columns)}`);
  }

  log() {
    const moment = this.current();
    if (moment === undefined) return;
    this.loggedAt = this.now();
    this.output.write(`${plainLine(moment)}\n`);
  }

  current() {
    return this.moment && { ...this.moment, elapsedMs: this.now() - this.startedAt };
  }
}
