import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCK_NAME, lockFolder } from '../../electron/runs/folder-lock';
import { identityOf } from '../../electron/runs/process-identity';
import { temporaryFolder } from '../trainer/temporary-folder';

describe('lockFolder', () => {
  it('gives a folder to one owner at a time', () => {
    const folder = temporaryFolder();
    const first = lockFolder(folder);
    expect(lockFolder(folder)).toEqual({ kind: 'taken', owner: identityOf() });
    if (first.kind === 'locked') first.release();
    const second = lockFolder(folder);
    expect(second.kind).toBe('locked');
    if (second.kind === 'locked') second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that has ended', JSON.stringify({ pid: 2 ** 22 + 1, startTime: null })],
    ['an earlier process with this id', JSON.stringify({ pid: process.pid, startTime: 'another boot/1' })],
    ['nobody: a torn file', '{"pid":12'],
    ['nobody: an empty file', ''],
  ])('takes over the lock of %s', (_, content) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, LOCK_NAME), content);
    const lock = lockFolder(folder);
    expect(lock.kind).toBe('locked');
    expect(readdirSync(folder)).toEqual([LOCK_NAME]);
  });

  it('does not release a lock that another has taken over', () => {
    const folder = temporaryFolder();
    const lock = lockFolder(folder);
    writeFileSync(path.join(folder, LOCK_NAME), JSON.stringify({ pid: 1, startTime: null }));
    if (lock.kind === 'locked') lock.release();
    expect(readdirSync(folder)).toEqual([LOCK_NAME]);
  });

  it('throws the system’s error where the folder is missing', () => {
    expect(() => lockFolder(path.join(temporaryFolder(), 'missing'))).toThrow(/ENOENT/);
  });
});
