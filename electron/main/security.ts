// What no page of this app may do, whoever wrote it: ask for a permission, leave its origin, open a window, embed
// another page, reach the network.
import { url as inspectorAddress } from 'node:inspector';
import { app, type Session, type WebContents } from 'electron';
import { APP_SCHEME, sameOrigin, startPage } from './page-origin';

/** Protocols of requests that stay on this machine and inside the app. */
const LOCAL_PROTOCOLS = new Set([`${APP_SCHEME}:`, 'devtools:', 'chrome-devtools:']);

/** Switches the operating system's sandbox on for every process; Chromium cannot have it when root runs with --no-sandbox. */
export function enableSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/**
 * No name of a host leads anywhere, whoever in Chromium asks: its own services know nothing of the rules of a session. To be
 * called before the app is ready.
 */
export function stayOffline(): void {
  if (!import.meta.env.DEV) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/**
 * A package whose fuse shuts Node's inspector shuts Chromium's debugger as well, for which there is no fuse. To be called
 * before the app is ready: then it listens.
 */
export function closeDebugger(): void {
  if (!app.isPackaged || inspectorAddress() !== undefined) return;
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) app.commandLine.removeSwitch(name);
}

/** Applies the rules to every web contents the app will ever create. */
export function restrictWebContents(): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents));
}

function restrict(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isStartPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  // Chromium asks nobody before it empties a page; what it emptied is filled again.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) void contents.loadURL(startPage());
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The page may load itself anew and move its own fragment, nothing else. */
function isStartPage(address: string): boolean {
  const page = startPage();
  return sameOrigin(address, page) && new URL(address).pathname === new URL(page).pathname;
}

/** Applies the rules that hold per session. */
export function restrictSession(session: Session): void {
  session.setPermissionCheckHandler(() => false);
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setDevicePermissionHandler(() => false);
  // The dictionaries of the spell checker come from the network, and are fetched though it is off.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isAllowed(details.url) }));
}

function isAllowed(address: string): boolean {
  if (LOCAL_PROTOCOLS.has(new URL(address).protocol)) return true;
  // A development server's own origin, over http and for its live reload over ws.
  return import.meta.env.DEV && sameOrigin(address.replace(/^ws:/, 'http:'), startPage());
}
