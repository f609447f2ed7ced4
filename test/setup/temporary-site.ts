// A folder to set up, with a cache of its own, removed after the test.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { packages } from '../../build/setup/packages.mjs';
import { Progress } from '../../build/setup/progress.mjs';

export type Site = Parameters<typeof packages.isDone>[0];
export type Work = Parameters<typeof packages.run>[0];

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'unroll-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A site in a temporary folder; what matters to the test is given. */
export function temporarySite(given: Partial<Site> = {}): Site {
  const folder = temporaryFolder();
  const site = {
    root: path.join(folder, 'clone'),
    runtime: path.join(folder, 'clone', '.runtime'),
    cache: path.join(folder, 'cache'),
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    isRoot: false,
    ...given,
  };
  mkdirSync(site.root, { recursive: true });
  return site;
}

/** What a step is handed, and what it has said so far. */
export function workAt(site: Site, signal: AbortSignal = new AbortController().signal) {
  const output = new PassThrough();
  const said: string[] = [];
  output.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const work: Work = { site, progress: new Progress({ output }), signal, onTool: () => {} };
  return { work, said: () => said.join('') };
}
