// Real processes that record, each killed at a moment drawn from a seed: before a file operation, after it, or amid what it writes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { expect } from 'vitest';
import { openExperimentFolder } from '../../../electron/runs/experiment-folder';
import { mulberry32 } from './drawn';
import { EXPERIMENT } from '../recorded-data';
import { recordWhole } from './record-whole';
import { digestOf, expectListed, expectTaken, expectWholeFiles, wholeRows } from './what-is-left';

const HERE = import.meta.dirname;
const WHEN = ['before', 'after', 'amid'] as const;

export interface SavingChild {
  /** Absolute path of its bundle. */
  readonly script: string;
  /** File operations of a whole recording. */
  readonly operations: number;
}

/** Builds the child and counts what it does. @param out absolute path of a folder for its bundle */
export async function buildSavingChild(out: string): Promise<SavingChild> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: path.join(HERE, 'saving-child.ts'),
      outDir: out,
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  const script = path.join(out, 'saving-child.mjs');
  const library = mkdtempSync(path.join(os.tmpdir(), 'unroll-kills-'));
  try {
    const { lines } = await run(script, library, {});
    const [, count] = /^operations (\d+)$/m.exec(lines) ?? [];
    return { script, operations: Number(count) };
  } finally {
    rmSync(library, { recursive: true, force: true });
  }
}

async function run(script: string, library: string, env: Readonly<Record<string, string>>) {
  const preload = path.join(HERE, 'kill-at-operation.mjs');
  const child = spawn(process.execPath, ['--import', preload, script, library], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  const lines = await text(child.stdout);
  const [, signal] = (await exited) as [number | null, string | null];
  return { lines, signal };
}

/** Kills a recording at the moment that the seed says, and looks at what is left. */
export async function killSeeded({ script, operations }: SavingChild, seed: number): Promise<void> {
  const draw = mulberry32(seed);
  const at = 1 + Math.floor(draw() * operations);
  const when = WHEN[Math.floor(draw() * WHEN.length)] ?? 'before';
  const library = mkdtempSync(path.join(os.tmpdir(), 'unroll-kills-'));
  try {
    await recordWhole({ dir: path.join(library, 'older'), runs: 1 });
    const older = digestOf(path.join(library, 'older'));
    const { lines, signal } = await run(script, library, {
      UNROLL_KILL_AT: String(at),
      UNROLL_KILL_WHEN: when,
    });
    const moment = `seed ${seed}: ${when} operation ${at} of ${operations}`;
    expect(signal, moment).toBe('SIGKILL');
    const taken = new Map(
      [...lines.matchAll(/^taken (\S+) (\d+)$/gm)].map(([, name = '', steps]) => [name, Number(steps)]),
    );
    const dir = path.join(library, 'new');
    expectWholeFiles(dir);
    expectTaken(dir, taken);
    await expectListed(library, older);
    await expectGoesOn(dir, taken);
  } finally {
    rmSync(library, { recursive: true, force: true });
  }
}

/** The next process takes the folder over: it knows of every run how far it got. */
async function expectGoesOn(dir: string, taken: ReadonlyMap<string, number>): Promise<void> {
  const mode = existsSync(path.join(dir, 'manifest.json')) ? 'continue' : 'overwrite';
  const next = openExperimentFolder({ dir, experiment: EXPERIMENT, mode });
  expect(next.kind === 'refused' ? next.message : 'opened').toBe('opened');
  if (next.kind === 'refused') return;
  const before = new Map(
    [...taken.keys()].map((name) => [name, wholeRows(path.join(dir, name, 'trace.csv'))]),
  );
  const { failure } = await next.folder.close();
  expect(failure).toBeNull();
  for (const [name, rows] of before) expect(wholeRows(path.join(dir, name, 'trace.csv'))).toBe(rows);
}
