// `npm start`: sets up what is not set up yet, then opens the window; without a display, trains in the terminal.
import { bundles } from './setup/bundles.mjs';
import { findDisplay } from './setup/display.mjs';
import { isHarmless, refusesDisplay } from './setup/electron-log.mjs';
import { electronBinary, electronRuntime } from './setup/electron-runtime.mjs';
import { enterCommandLine, launch } from './setup/launch.mjs';
import { nativeLibrary } from './setup/native-library.mjs';
import { packages } from './setup/packages.mjs';
import { setUp } from './setup/set-up.mjs';
import { siteHere } from './setup/site.mjs';
import { windowLibraries } from './setup/system-libraries.mjs';

const site = siteHere();
const args = process.argv.slice(2);
const display = await findDisplay(site.env, site.platform);
if (display.kind === 'none') await trainInTerminal(display.why);
else await openWindow(display.flags);

/** @param {readonly string[]} displayFlags */
async function openWindow(displayFlags) {
  const steps = [packages, nativeLibrary, electronRuntime, windowLibraries, bundles];
  const ready = await setUp({ steps, site, output: process.stdout, limits: 'warn' });
  if (ready !== 0) {
    process.exitCode = ready;
    return;
  }
  // Chromium refuses its sandbox to root.
  const flags = site.platform === 'linux' && site.isRoot ? ['--no-sandbox', ...displayFlags] : displayFlags;
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = site.env;
  const wantsAll = (site.env['ELECTRON_ENABLE_LOGGING'] ?? '') !== '';
  let refused = false;
  const onErrorLine = (/** @type {string} */ line) => {
    refused ||= refusesDisplay(line);
    if (wantsAll || !isHarmless(line)) process.stderr.write(`${line}\n`);
  };
  const code = await launch(electronBinary(site), [site.root, ...flags, ...args], { env, onErrorLine });
  if (code === 0 || !refused) process.exitCode = code;
  else
    await trainInTerminal(
      `The display ${site.env['DISPLAY'] ?? site.env['WAYLAND_DISPLAY']} lets no window open`,
    );
}

/** @param {string} why there is no window */
async function trainInTerminal(why) {
  console.log(`${why}, so the article's experiment trains here in the terminal; results go to ./unroll-out.`);
  const steps = [packages, nativeLibrary, bundles];
  const ready = await setUp({ steps, site, output: process.stdout, limits: 'warn' });
  if (ready === 0) enterCommandLine(site, ['article', '--out', './unroll-out', ...args]);
  else process.exitCode = ready;
}
