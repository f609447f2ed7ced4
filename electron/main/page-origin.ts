/// <reference types="vite/types/importMeta.d.ts" />
// Where the window's page comes from: the one origin that is served, trusted and never left.

/** Scheme and host of the app's own protocol. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'unroll';

/** Start page of a build. */
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/**
 * Start page of this process: in a development build the address of Vite's server, else {@link APP_PAGE}.
 * The whole branch falls out of a production build.
 */
export function startPage(): string {
  return (import.meta.env.DEV ? process.env.UNROLL_DEV_SERVER : undefined) ?? APP_PAGE;
}

/** Whether two addresses share protocol and host. `URL.origin` says "null" for a protocol of one's own, so it decides nothing. */
export function sameOrigin(address: string, other: string): boolean {
  const [a, b] = [parsed(address), parsed(other)];
  return a !== null && b !== null && a.protocol === b.protocol && a.host === b.host;
}

/** Null for text that is no URL. Node 18 has no `URL.canParse`. */
function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
