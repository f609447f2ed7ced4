// `npm run package`: set-up as ever, then the app as people install it. Everything ends up in out/.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { builderConfig } from './package/builder-config.mjs';
import { makeDeb } from './package/deb.mjs';
import { builderTargets, readOptions, USAGE } from './package/options.mjs';
import { electronStep, packagedElectron } from './package/release-electron.mjs';
import { stage } from './package/stage.mjs';
import { makeTarball } from './package/tarball.mjs';
import { bundles } from './setup/bundles.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { nativeLibrary } from './setup/native-library.mjs';
import { packages } from './setup/packages.mjs';
import { setUp } from './setup/set-up.mjs';
import { siteHere } from './setup/site.mjs';
import { toolOptions } from './setup/step.mjs';
import { lastLines, runTool, ToolFailure } from './setup/tool.mjs';

const site = siteHere();
const options = readOptions(process.argv.slice(2), site.platform);
if ('problem' in options) {
  console.error(`${options.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else process.exitCode = await packageApp(options);

/** @param {import('./package/options.mjs').PackageOptions} chosen @returns {Promise<number>} exit code */
async function packageApp({ targets, electron: choice, purpose, level }) {
  const output = path.join(site.root, 'out', purpose);
  const app = path.join(output, unpackedFolder());
  /** @type {string[]} */
  const made = [];
  const never = () => false;
  const electron = () => packagedElectron(site, choice);
  const staged = path.join(output, '.stage');
  /** @type {import('./setup/step.mjs').Step[]} */
  const steps = [
    ...[packages, nativeLibrary, electronStep(choice), bundles],
    { name: 'stage', isDone: never, run: (work) => stage(work, staged, electron()) },
    {
      name: 'pack',
      isDone: never,
      run: async (work) => {
        await runBuilder(work, {
          staged,
          output,
          electronVersion: electron().version,
          purpose,
          level,
          targets,
        });
      },
    },
    ...targets.flatMap((target) => {
      const make = { deb: makeDeb, 'tar.gz': makeTarball }[target];
      if (make === undefined) return [];
      const version = readVersion();
      return {
        name: target,
        isDone: never,
        run: async (/** @type {import('./setup/step.mjs').Work} */ work) => {
          const epoch = sourceDate();
          made.push(await make(work, { root: site.root, app, output, version, level, epoch }));
        },
      };
    }),
  ];
  const code = await setUp({ steps, site, output: process.stdout, limits: 'fail' });
  rmSync(staged, { recursive: true, force: true });
  if (code !== 0) return code;
  made.push(...builderTargets(targets).flatMap((target) => madeByBuilder(output, target)));
  for (const line of summary(electron(), purpose, app, made)) console.log(line);
  return 0;
}

/**
 * @param {import('./setup/step.mjs').Work} work
 * @param {{ staged: string, output: string, electronVersion: string, purpose: import('./package/fuses.mjs').Purpose,
 *   level: number, targets: readonly string[] }} what
 */
async function runBuilder(work, { staged, output, electronVersion, purpose, level, targets }) {
  work.progress.stage('packing');
  const compression = level > 6 ? 'maximum' : 'normal';
  const config = builderConfig({
    root: site.root,
    stage: staged,
    output,
    electronVersion,
    purpose,
    compression,
  });
  const file = path.join(staged, 'electron-builder.json');
  mkdirSync(staged, { recursive: true });
  writeFileSync(file, JSON.stringify(config, null, 2));
  const cli = path.join(site.root, 'node_modules', 'electron-builder', 'cli.js');
  const platform = { darwin: '--mac', win32: '--win' }[/** @type {string} */ (site.platform)] ?? '--linux';
  const own = builderTargets(targets);
  const what = [platform, ...(own.length > 0 ? own : ['dir']), `--${site.arch}`, '--publish', 'never'];
  try {
    await runTool(
      process.execPath,
      [cli, ...what, '--config', file, '--projectDir', site.root],
      toolOptions(work),
    );
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `electron-builder could not pack the app: it ${error.ending}`,
      why: lastLines(error.output, 12),
      remedy: ['docs/release.md says which tools each target needs and where they come from.'],
    });
  }
}

/**
 * @param {string} output
 * @param {string} target of electron-builder
 * @returns {string[]} paths of its packages of this version
 */
function madeByBuilder(output, target) {
  const ending = target === 'nsis' ? '.exe' : `.${target}`;
  return readdirSync(output)
    .filter((name) => name.startsWith(`unroll-${readVersion()}-`) && name.endsWith(ending))
    .map((name) => path.join(output, name));
}

function unpackedFolder() {
  if (site.platform === 'darwin') return site.arch === 'x64' ? 'mac' : `mac-${site.arch}`;
  const name = site.platform === 'win32' ? 'win' : 'linux';
  return site.arch === 'x64' ? `${name}-unpacked` : `${name}-${site.arch}-unpacked`;
}

function readVersion() {
  return JSON.parse(readFileSync(path.join(site.root, 'package.json'), 'utf8')).version;
}

/** Seconds since 1970: SOURCE_DATE_EPOCH, else the date of the commit, else now. */
function sourceDate() {
  const given = Number(site.env['SOURCE_DATE_EPOCH']);
  if (given > 0) return given;
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: site.root, encoding: 'utf8' });
  const committed = Number(stdout ?? '');
  return committed > 0 ? committed : Math.floor(Date.now() / 1000);
}

/**
 * @param {import('./package/release-electron.mjs').PackagedElectron} electron
 * @param {import('./package/fuses.mjs').Purpose} purpose
 * @param {string} app
 * @param {readonly string[]} files
 */
function summary(electron, purpose, app, files) {
  const old = 'a third party’s repack, out of support: not for a release to others';
  return [
    `Electron ${electron.version}, ${electron.kind}${electron.kind === 'embedded' ? ` (${old})` : ''}`,
    ...(purpose === 'test' ? ['A test build: it can be driven from outside. Never pass it on.'] : []),
    `  ${path.relative(site.root, app)}`,
    ...files.map((file) => {
      const megabytes = (statSync(file).size / 1e6).toFixed(1);
      return `  ${path.relative(site.root, file)}  ${megabytes} MB`;
    }),
  ];
}
