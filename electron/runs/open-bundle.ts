// Opens a bundle: unpacks it into a folder that is then that of a recorded experiment. Nothing in a bundle is believed: names,
// sizes and contents are held against its listing, file by file, and no more is read or written than the listing and the
// bounds allow.
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { reasonOf } from '../../src-core/export/storage-failure';
import { BUNDLE_LIMITS, LISTING_NAME, parseListing, type BundledFile } from './bundle-files';
import { readRecorded } from './recorded-experiment';

export type BundleResult =
  | { readonly kind: 'opened' }
  /** One sentence on why the file is no bundle, or not a whole one. */
  | { readonly kind: 'refused'; readonly why: string };

/** Why an entry is not taken; caught here, never seen outside. */
class Refusal extends Error {}

/**
 * Unpacks the bundle into `folder`.
 * @param file absolute path of the bundle
 * @param folder absolute path of an empty folder; what a refused bundle leaves in it is to be removed with it
 */
export async function openBundle(file: string, folder: string): Promise<BundleResult> {
  const refused = (why: string): BundleResult => ({
    kind: 'refused',
    why: `${file} is no bundle of Unroll. ${why}`,
  });
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: true });
    await unpack(zip, folder);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message);
    return refused(`It cannot be read as a zip: ${reasonOf(error)}.`);
  } finally {
    zip?.close();
  }
  const recorded = readRecorded(folder);
  return recorded.kind === 'refused' ? refused(recorded.problems.join(' ')) : { kind: 'opened' };
}

async function unpack(zip: ZipFile, folder: string): Promise<void> {
  if (zip.entryCount > BUNDLE_LIMITS.entries)
    throw new Refusal(`It holds ${zip.entryCount} files, expected at most ${BUNDLE_LIMITS.entries}.`);
  const entries = zip.eachEntry();
  const listing = await readListing(zip, (await entries.next()).value ?? null);
  const missing = new Map(listing.map((one) => [one.path, one]));
  if (missing.size < listing.length) throw new Refusal('Its listing names a file twice.');
  for await (const entry of entries) {
    const listed = missing.get(entry.fileName);
    if (listed === undefined)
      throw new Refusal(`It holds ${JSON.stringify(entry.fileName)} twice, or outside of its listing.`);
    checkEntry(entry, listed.bytes);
    missing.delete(entry.fileName);
    await unpackFile(zip, entry, listed, folder);
  }
  const [absent] = missing.keys();
  if (absent !== undefined) throw new Refusal(`It lacks ${absent}, which its listing names.`);
}

async function readListing(zip: ZipFile, entry: Entry | null): Promise<readonly BundledFile[]> {
  if (entry?.fileName !== LISTING_NAME) throw new Refusal(`It does not begin with ${LISTING_NAME}.`);
  if (entry.uncompressedSize > BUNDLE_LIMITS.listingBytes)
    throw new Refusal(`Its listing is larger than ${BUNDLE_LIMITS.listingBytes} bytes.`);
  checkEntry(entry, entry.uncompressedSize);
  const parts: Buffer[] = [];
  for await (const part of await streamOf(zip, entry)) parts.push(part as Buffer);
  const listing = parseListing(Buffer.concat(parts).toString('utf8'));
  if (typeof listing === 'string') throw new Refusal(listing);
  const bytes = listing.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > BUNDLE_LIMITS.bytes)
    throw new Refusal(`Unpacked it would take ${bytes} bytes, expected at most ${BUNDLE_LIMITS.bytes}.`);
  return listing;
}

/** Regular files alone, as large as they say: a link would lead elsewhere, and what is encrypted is not ours. */
function checkEntry(entry: Entry, bytes: number): void {
  const name = JSON.stringify(entry.fileName);
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type !== 0 && type !== 0o100000) throw new Refusal(`${name} in it is no regular file.`);
  if (entry.isEncrypted()) throw new Refusal(`${name} in it is encrypted.`);
  if (entry.uncompressedSize !== bytes)
    throw new Refusal(`${name} in it has ${entry.uncompressedSize} bytes, expected ${bytes}.`);
}

/** Ends with an error where more or less comes out than the entry says: yauzl counts. */
function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry);
}

async function unpackFile(zip: ZipFile, entry: Entry, listed: BundledFile, folder: string): Promise<void> {
  const target = path.join(folder, ...listed.path.split('/'));
  mkdirSync(path.dirname(target), { recursive: true });
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part);
      done(null, part);
    },
  });
  await pipeline(await streamOf(zip, entry), hashed, createWriteStream(target, { flags: 'wx' }));
  if (hash.digest('hex') !== listed.sha256) throw new Refusal(`${listed.path} in it is damaged.`);
}
