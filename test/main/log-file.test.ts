// The log stays small, and never costs anything but itself.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../electron/main/log-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unroll log '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('LogFile', () => {
  it('writes every line with its time, and tells the last ones', () => {
    const log = new LogFile(path.join(folder, 'logs'));
    expect(log.tail(3)).toBe('');
    log.write('one\ntwo\n');
    log.write('three');
    const lines = readFileSync(log.file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual(['one', 'two', 'three']);
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /);
    expect(log.tail(2)).toBe(lines.slice(-2).join('\n'));
  });

  it('is put aside when it has grown, and the oldest goes', () => {
    const log = new LogFile(folder, 100);
    for (let line = 0; line < 60; line += 1) log.write(`line ${line} `.padEnd(40, '.'));
    expect(readdirSync(folder).sort()).toEqual([
      'unroll.1.log',
      'unroll.2.log',
      'unroll.3.log',
      'unroll.log',
    ]);
    expect(log.tail(1)).toContain('line 59 ');
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)).length);
    // A file ends with the line that made it long enough.
    expect(Math.max(...bytes)).toBeLessThan(200);
  });

  it('that cannot be written ends there', () => {
    const log = new LogFile(path.join(folder, 'file', 'logs'));
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => log.write('lost')).not.toThrow();
    rmSync(path.join(folder, 'file'));
    mkdirSync(path.join(folder, 'file'));
    log.write('also lost');
    expect(readdirSync(path.join(folder, 'file'))).toEqual([]);
  });
});
