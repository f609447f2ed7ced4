import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requireNativePlatform, requireTools } from '../../build/setup/native-tools.mjs';
import { findProgram } from '../../build/setup/tool.mjs';
import { temporaryFolder, temporarySite, workAt } from './temporary-site';

/** A PATH on which only these programs are: a name, or a name with flags it is always called with. */
function pathWith(...programs: string[]): NodeJS.ProcessEnv {
  const folder = path.join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const program of programs) {
    const [name = '', ...flags] = program.split(' ');
    // Some are scripts that need the whole PATH themselves.
    const call = `PATH='${process.env['PATH']}' exec '${findProgram(name, process.env)}' ${flags.join(' ')} "$@"`;
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${call}\n`, { mode: 0o755 });
  }
  return { ...process.env, PATH: folder };
}

test.runIf(process.platform === 'linux')('a machine with everything is let through', async () => {
  await requireTools(workAt(temporarySite({ env: pathWith('python3', 'g++', 'strip') })).work);
});

test('every missing program is named, with the command that installs them', async () => {
  const asUser = requireTools(workAt(temporarySite({ env: pathWith() })).work);
  await expect(asUser).rejects.toMatchObject({
    what: 'python3, g++, strip not found',
    remedy: expect.arrayContaining(['  sudo apt-get install -y python3 python3-pip g++ binutils']),
    instead: expect.stringContaining('WebAssembly'),
  });
  const asRoot = requireTools(workAt(temporarySite({ env: pathWith('strip'), isRoot: true })).work);
  await expect(asRoot).rejects.toMatchObject({
    remedy: expect.arrayContaining(['  apt-get install -y python3 python3-pip g++']),
  });
});

test('a Python without pip is not enough', async () => {
  const env = pathWith('python3 -S', 'g++', 'strip');
  const refused = requireTools(workAt(temporarySite({ env })).work);
  await expect(refused).rejects.toMatchObject({ what: "python3's pip not found" });
});

test.each([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'arm64'],
] as const)('%s on %s is named, and what happens instead', (platform, arch) => {
  const site = temporarySite({ platform, arch });
  expect(() => requireNativePlatform(site)).toThrow(
    `its recipe is for Linux on x64, this is ${platform} on ${arch}`,
  );
});
