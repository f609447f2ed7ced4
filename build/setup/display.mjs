// Whether there is a display to open a window on: asked, not guessed from the environment alone.
import { createConnection } from 'node:net';
import path from 'node:path';

const PATIENCE_MS = 2000;
/** An X11 connection set-up without credentials: whatever the answer, something answers. Protocol 11.0, little-endian. */
const X11_HELLO = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/**
 * @typedef {{ kind: 'display', flags: readonly string[] } | { kind: 'none', why: string }} Display
 *   `flags`: what Electron must be told to use it
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {Promise<Display>}
 */
export async function findDisplay(env, platform) {
  if (platform !== 'linux') return { kind: 'display', flags: [] };
  const x11 = env['DISPLAY'] ?? '';
  const wayland = env['WAYLAND_DISPLAY'] ?? '';
  if (x11 === '' && wayland === '') return { kind: 'none', why: 'There is no display' };
  if (x11 !== '' && (await x11Answers(x11))) return { kind: 'display', flags: [] };
  const socket = wayland === '' ? undefined : path.resolve(env['XDG_RUNTIME_DIR'] ?? '/run', wayland);
  if (socket !== undefined && (await connects({ path: socket })))
    return { kind: 'display', flags: ['--ozone-platform=wayland'] };
  return { kind: 'none', why: `The display ${x11 === '' ? wayland : x11} does not answer` };
}

/**
 * @param {string} display `[host]:number[.screen]`, or a path
 * @returns {{ path: string }[] | { host: string, port: number }[]} where its server may listen; none for a text that names no display
 */
export function x11Addresses(display) {
  const [, host = '', number] = /^(.*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (number === undefined) return [];
  if (host === '' || host === 'unix')
    return [{ path: `\0/tmp/.X11-unix/X${number}` }, { path: `/tmp/.X11-unix/X${number}` }];
  if (host.startsWith('/')) return [{ path: `${host}:${number}` }];
  return [{ host: host.replace(/^\[|\]$/g, ''), port: 6000 + Number(number) }];
}

/** @param {string} display */
async function x11Answers(display) {
  for (const address of x11Addresses(display)) if (await connects(address, X11_HELLO)) return true;
  return false;
}

/**
 * @param {import('node:net').NetConnectOpts} address
 * @param {Buffer} [hello] sent first; then only a reply counts
 * @returns {Promise<boolean>}
 */
function connects(address, hello) {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    const end = (/** @type {boolean} */ answered) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => (hello === undefined ? end(true) : socket.write(hello)));
    socket.once('data', () => end(true));
  });
}
