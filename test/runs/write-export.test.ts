// An export is there whole or not at all, and nothing that is not its own is lost for it.
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTheWay, writeExport } from '../../electron/runs/write-export';
import { temporaryFolder } from '../trainer/temporary-folder';

const FILE = { kind: 'file', content: 'new' } as const;
const FOLDER = {
  kind: 'folder',
  files: [
    { path: 'model.json', content: '{}' },
    { path: 'data/weights.bin', content: Uint8Array.of(1, 2, 3) },
  ],
} as const;

const listing = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('an export to a file', () => {
  it('makes the folders above it, and replaces what is there only if that is wanted', () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'a', 'b', 'model.safetensors');
    expect(inTheWay(out, FILE, false)).toBeNull();
    writeExport(out, FILE);
    expect(readFileSync(out, 'utf8')).toBe('new');
    expect(inTheWay(out, FILE, false)).toContain('--overwrite');
    expect(inTheWay(out, FILE, true)).toBeNull();
    writeExport(out, { kind: 'file', content: 'newer' });
    expect(readFileSync(out, 'utf8')).toBe('newer');
    expect(listing(path.dirname(out))).toEqual(['model.safetensors']);
  });

  it('never takes the place of a folder, or of a link', () => {
    const folder = temporaryFolder();
    symlinkSync(folder, path.join(folder, 'link'));
    for (const out of [folder, path.join(folder, 'link')]) {
      expect(inTheWay(out, FILE, true)).toContain('is not a file');
    }
  });
});

describe('an export to a folder', () => {
  it('is there whole, and replaces an earlier one whole', () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'model');
    writeExport(out, FOLDER);
    expect(listing(out)).toEqual(['data', path.join('data', 'weights.bin'), 'model.json']);
    expect(inTheWay(out, FOLDER, false)).toContain('--overwrite');
    expect(inTheWay(out, FOLDER, true)).toBeNull();
    writeExport(out, { kind: 'folder', files: [{ path: 'model.json', content: '{"new":true}' }] });
    expect(listing(out)).toEqual(['model.json']);
    expect(listing(folder)).toEqual(['model', path.join('model', 'model.json')]);
  });

  it('does not overwrite a folder that holds anything else', () => {
    const out = temporaryFolder();
    mkdirSync(path.join(out, 'data'));
    writeFileSync(path.join(out, 'data', 'thesis.txt'), '');
    expect(inTheWay(out, FOLDER, true)).toContain('data/thesis.txt');
    writeFileSync(path.join(out, 'file'), '');
    expect(inTheWay(path.join(out, 'file'), FOLDER, true)).toContain('is not a folder');
  });

  it('leaves nothing behind where it cannot be written', () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'model');
    const broken = {
      kind: 'folder',
      files: [...FOLDER.files, { path: 'model.json/within', content: '' }],
    } as const;
    expect(() => writeExport(out, broken)).toThrow();
    expect(listing(folder)).toEqual([]);
    writeExport(out, FOLDER);
    expect(() => writeExport(out, broken)).toThrow();
    expect(listing(out)).toHaveLength(3);
    expect(listing(folder)).toHaveLength(4);
  });
});
