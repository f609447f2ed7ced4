// A recorded experiment as one file to keep or send: everything its folder holds, with a listing that says what that is.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { zipSync, type ZipOptions } from 'fflate';
import type { Exported } from '../../src-core/export/exported';
import type { Manifest } from '../../src-core/export/manifest';
import { BUNDLE_LIMITS, LISTING_NAME, listingText } from './bundle-files';
import { recordedFiles } from './recorded-files';

/** The earliest time a zip can state, for every entry: the same record gives the same bytes. */
const NO_TIME = new Date(1980, 0, 1);
/** What made the entries, as a zip numbers systems: their attributes are read accordingly. */
const UNIX = 3;
/** Regular file, readable by all. */
const MODE = 0o100644;

/** @param dir absolute path of the experiment's folder @param manifest its own */
export function writeBundle(dir: string, manifest: Manifest): Exported {
  if (manifest.status === 'running') {
    const why = `${dir} was not closed: it is being trained, or was interrupted by force. Wait for its end, or continue it first.`;
    return { kind: 'refused', why };
  }
  const paths = recordedFiles(dir, manifest);
  const bytes = paths.reduce((sum, file) => sum + statSync(path.join(dir, file)).size, 0);
  if (bytes > BUNDLE_LIMITS.bytes) {
    const why = `${dir} holds ${bytes} bytes, expected at most ${BUNDLE_LIMITS.bytes} for a bundle: send the folder itself.`;
    return { kind: 'refused', why };
  }
  const contents = paths.map((file) => ({ path: file, content: readFileSync(path.join(dir, file)) }));
  const listing = contents.map(({ path: file, content }) => ({
    path: file,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return {
    kind: 'file',
    content: zipped([{ path: LISTING_NAME, content: Buffer.from(listingText(listing)) }, ...contents]),
  };
}

/** Deflated in JavaScript: zlib is another one in Electron than in Node, and so would be the bytes of window and command line. */
function zipped(files: readonly { readonly path: string; readonly content: Buffer }[]): Uint8Array {
  const options: ZipOptions = { level: 6, mtime: NO_TIME, os: UNIX, attrs: MODE << 16 };
  return zipSync(
    Object.fromEntries(
      files.map(({ path: file, content }): [string, [Buffer, ZipOptions]] => [file, [content, options]]),
    ),
  );
}
