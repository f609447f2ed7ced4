// Why a file could not be written, in words: an error of the operating system, as Node throws it.
import type { Failure } from '../contract/failure';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space, or choose another folder',
  EDQUOT: 'the disk quota is used up: free some space, or choose another folder',
  EFBIG: 'the file would exceed the largest size allowed here: choose another folder',
  EROFS: 'the disk is read-only: choose another folder',
  EACCES: 'permission is denied: choose a folder of your own',
  EPERM: 'permission is denied: choose a folder of your own',
  EISDIR: 'a folder stands where a file should: choose another folder',
  ENOTDIR: 'a file stands where a folder should: choose another folder',
  EEXIST: 'something of that name is there already: choose another folder',
  ENAMETOOLONG: 'the path is too long: choose a shorter folder or label',
};

/** Why writing failed, in words, with what to do. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  return (code === undefined ? undefined : REASONS[code]) ?? message;
}

/** A failure to write `target`, as it is shown to a person. */
export function storageFailure(target: string, error: unknown): Failure {
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  return { kind: 'storage', message: `${target} could not be written: ${reasonOf(error)}.`, stack };
}
