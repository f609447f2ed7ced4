// From an address of the app's protocol to a file of the page, and to nothing else on the disk.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { APP_HOST } from './page-origin';

/**
 * The file an address names, or null where it names none inside the folder.
 * @param address URL of the app's protocol.
 * @param folder Absolute path of the only folder served.
 */
export async function fileOf(address: string, folder: string): Promise<string | null> {
  const url = new URL(address);
  if (url.host !== APP_HOST) return null;
  const relative = decode(url.pathname);
  // A backslash separates on Windows, a NUL ends a path in C, a name that starts with a dot is no part of the page.
  if (relative === null || /[\\\0]|(^|\/)\./.test(relative)) return null;
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(path.join(folder, relative))]);
    const isInside = file.startsWith(root + path.sep);
    return isInside && (await stat(file)).isFile() ? file : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP';
}
