// All steps of set-up, and nothing afterwards.
import { bundles } from '../../build/setup/bundles.mjs';
import { electronRuntime } from '../../build/setup/electron-runtime.mjs';
import { nativeLibrary } from '../../build/setup/native-library.mjs';
import { packages } from '../../build/setup/packages.mjs';
import { setUp } from '../../build/setup/set-up.mjs';
import { siteHere } from '../../build/setup/site.mjs';
import { testLibraries } from '../../build/setup/system-libraries.mjs';

const steps = [packages, nativeLibrary, electronRuntime, testLibraries, bundles];
process.exitCode = await setUp({ steps, site: siteHere(), output: process.stdout, limits: 'fail' });
