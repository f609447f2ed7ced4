// `npm run --silent unroll -- …`: the command line, set up by itself where needed.
// What set-up says goes to stderr, so that stdout is the command's alone.
import { bundles } from './setup/bundles.mjs';
import { enterCommandLine } from './setup/launch.mjs';
import { nativeLibrary } from './setup/native-library.mjs';
import { packages } from './setup/packages.mjs';
import { setUp } from './setup/set-up.mjs';
import { siteHere } from './setup/site.mjs';

const site = siteHere();
const code = await setUp({
  steps: [packages, nativeLibrary, bundles],
  site,
  output: process.stderr,
  limits: 'warn',
});
if (code === 0) enterCommandLine(site, process.argv.slice(2));
else process.exitCode = code;
