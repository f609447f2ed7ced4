// An export on the disk: whole or absent, and never over what someone else wrote.
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Exported, ExportedFile } from '../../src-core/export/exported';
import { UNFINISHED_SUFFIX, writeFileAtomically } from './atomic-file';

/** Ending of an export that stands aside while another takes its place. */
const REPLACED_SUFFIX = '.unroll-replaced';

/**
 * Why the export must not be written to `out`, as one sentence; null: it may. An existing file or folder is in the way unless it
 * is to be overwritten; a folder is overwritten only where it holds nothing but files that this export writes.
 */
export function inTheWay(
  out: string,
  exported: Exclude<Exported, { kind: 'refused' }>,
  overwrite: boolean,
): string | null {
  const there = lstatSync(out, { throwIfNoEntry: false });
  if (there === undefined) return null;
  if (exported.kind === 'file' && !there.isFile())
    return `${out} is not a file, and this format writes one: choose another path.`;
  if (exported.kind === 'folder' && !there.isDirectory())
    return `${out} is not a folder, and this format writes one: choose another path.`;
  if (!overwrite) return `${out} is there already: choose another path, or use --overwrite.`;
  if (exported.kind === 'file') return null;
  const own = new Set(exported.files.map((file) => file.path));
  const stranger = filesIn(out).find((file) => !own.has(file));
  return stranger === undefined
    ? null
    : `${out} holds ${stranger}, which this export does not write: move it, or choose another path.`;
}

/**
 * Writes the export to `out`: a file in one stroke, a folder beside its place and then moved into it. Whatever stood there is
 * replaced: ask {@link inTheWay} before.
 * @param out absolute path
 * @throws the system's error; what was there before is then still there
 */
export function writeExport(out: string, exported: Exclude<Exported, { kind: 'refused' }>): void {
  mkdirSync(path.dirname(out), { recursive: true });
  if (exported.kind === 'file') writeFileAtomically(out, exported.content);
  else writeFolder(out, exported.files);
}

function writeFolder(out: string, files: readonly ExportedFile[]): void {
  const unfinished = `${out}${UNFINISHED_SUFFIX}`;
  const replaced = `${out}${REPLACED_SUFFIX}`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    mkdirSync(unfinished);
    for (const file of files) writeFlushed(path.join(unfinished, ...file.path.split('/')), file.content);
    if (existsSync(out)) replaceFolder(out, unfinished, replaced);
    else renameSync(unfinished, out);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The old folder stands aside until the new one is in its place, and returns if that cannot be. */
function replaceFolder(out: string, next: string, aside: string): void {
  rmSync(aside, { recursive: true, force: true });
  renameSync(out, aside);
  try {
    renameSync(next, out);
  } catch (error) {
    renameSync(aside, out);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function writeFlushed(file: string, content: Uint8Array | string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const descriptor = openSync(file, 'wx');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Files below a folder, and whatever else is no folder, with `/`. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) =>
      path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'),
    );
}
