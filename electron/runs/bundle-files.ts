// What a bundle (`*.unroll`) holds: a zip of an experiment's folder, its listing first. The names it may have, and its bounds.
import { isCsvName } from '../../src-core/experiment/csv-path';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from './file-names';

/** First entry of a bundle: what else is in it. */
export const LISTING_NAME = 'bundle.json';

/** Bounds of what is opened: a bundle comes from anywhere. */
export const BUNDLE_LIMITS = {
  /** Bytes of all files together, unpacked. */
  bytes: 1024 ** 3,
  listingBytes: 16 * 1024 ** 2,
  entries: 100_000,
} as const;

export interface BundledFile {
  /** Below the experiment's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

const RUN_FOLDER = /^[\p{L}\p{N}\p{M}-]{1,200}\/seed-\d{1,16}$/u;
const RUN_FILE_NAMES: readonly string[] = Object.values(RUN_FILES);

/** True for the paths that an experiment's folder has, and for no other: none leads out of it. */
export function isBundledPath(path: string): boolean {
  if (path === EXPERIMENT_NAME || path === MANIFEST_NAME || isCsvName(path)) return true;
  const cut = path.lastIndexOf('/');
  return RUN_FOLDER.test(path.slice(0, cut)) && RUN_FILE_NAMES.includes(path.slice(cut + 1));
}

/** The text of the listing. */
export function listingText(files: readonly BundledFile[]): string {
  return `${JSON.stringify({ format: 'unroll-bundle', version: 1, files }, null, 2)}\n`;
}

/** Reads a listing. @returns one sentence where it is none */
export function parseListing(text: string): readonly BundledFile[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `Its ${LISTING_NAME} is not JSON.`;
  }
  const { format, version, files } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly [key: string]: unknown;
  };
  if (format !== 'unroll-bundle') return `Its ${LISTING_NAME} is not one of Unroll.`;
  if (version !== 1)
    return `It has version ${JSON.stringify(version)}, expected 1: update Unroll to open it.`;
  if (!Array.isArray(files) || !files.every(isBundledFile)) return `Its ${LISTING_NAME} is damaged.`;
  return files;
}

function isBundledFile(value: unknown): value is BundledFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, bytes, sha256 } = value as Partial<Record<keyof BundledFile, unknown>>;
  return (
    typeof path === 'string' &&
    isBundledPath(path) &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0 &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256)
  );
}
