/* eslint-disable @typescript-eslint/no-require-imports -- Electron loads a CommonJS file here, unbundled */
// Stands in for Electron's own default app where a runtime ships without one: `electron <path> [flags]` loads the app at
// <path> under that app's name and version. Copied to resources/app of the runtime; argv stays as Electron was given it.
const { existsSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');
const { app } = require('electron');

/** The first argument that is not a flag; Chromium's flags carry their values behind `=`. */
function appPathFrom(argv) {
  const given = argv.slice(1).find((argument) => !argument.startsWith('-'));
  return given === undefined ? null : path.resolve(given);
}

/** The package.json of an app folder, or of the folders above a script. */
function packageOf(appPath) {
  let folder = statSync(appPath).isDirectory() ? appPath : path.dirname(appPath);
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
  return { folder, ...JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) };
}

function launch() {
  const appPath = appPathFrom(process.argv);
  if (appPath === null || !existsSync(appPath)) {
    process.stderr.write(
      appPath === null
        ? 'No app given: expected `electron <path of an app> [flags]`.\n'
        : `No app at ${appPath}: expected a folder with a package.json, or a script.\n`,
    );
    app.exit(1);
    return;
  }
  const description = packageOf(appPath);
  if (description !== null) {
    app.setName(description.productName ?? description.name ?? app.getName());
    // What Electron's own default app calls for the same purpose; not in its documentation.
    if (typeof description.version === 'string') app.setVersion(description.version);
    app.setAppPath(description.folder);
  }
  process.defaultApp = true;
  require(appPath);
}

launch();
