// The .tar.gz: the unpacked app in one folder, for a system without dpkg, or a person without root.
import path from 'node:path';
import { toolOptions } from '../setup/step.mjs';
import { runTool } from '../setup/tool.mjs';

/**
 * @param {import('../setup/step.mjs').Work} work
 * @param {import('./deb.mjs').Unpacked} unpacked
 * @returns {Promise<string>} path of the archive
 */
export async function makeTarball(work, { app, output, version, level, epoch }) {
  const name = `unroll-${version}-linux-x64`;
  const file = path.join(output, `${name}.tar.gz`);
  work.progress.stage(`compressing ${path.basename(file)}`);
  // The same files make the same archive, whoever builds it and when.
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${epoch}`];
  // Names of files only (r): a link inside the folder stays what it points to.
  const renamed = `--transform=s,^${path.basename(app)},${name},rSH`;
  const place = ['-C', path.dirname(app), path.basename(app)];
  await runTool(
    'tar',
    ['-cf', file, '-I', `gzip -n -${Math.max(1, level)}`, ...same, renamed, ...place],
    toolOptions(work),
  );
  return file;
}
