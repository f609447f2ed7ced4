// What a run folder holds after its process was killed, or its disk refused: proven with real processes.
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openExperimentFolder } from '../../electron/runs/experiment-folder';
import { isAlive } from '../../electron/runs/process-identity';
import { detailColumns, traceHeader, traceRows } from '../../src-core/export/trace-csv';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { chunk, EXPERIMENT, started, STEPS_PER_CHUNK, WEIGHTS } from './recorded-data';
import { temporaryFolder } from '../trainer/temporary-folder';

const OUT = path.join(import.meta.dirname, '../../test-results', `recording-child-${process.pid}`);
const CHILD = path.join(OUT, 'recording-child.mjs');
const ENDLESS = '1000000';
const NOBODY = 65534;

beforeAll(async () => {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: path.join(import.meta.dirname, 'recording-child.ts'),
      outDir: OUT,
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
});
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

type Child = ChildProcessByStdio<null, Readable, null>;

function startChild(dir: string, chunks: string, user: { uid?: number; gid?: number } = {}): Child {
  const args = [CHILD, dir, chunks];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...user });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Kills the child once it has said that so many chunks are recorded. @returns how many it said in all */
async function killAfter(child: Child, chunks: number): Promise<number> {
  const exited = once(child, 'exit');
  let recorded = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('recorded ')) continue;
    recorded = Number(line.slice('recorded '.length));
    if (recorded >= chunks) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return recorded;
}

/** Rows of the trace, each checked; a last line without its end is left out. */
function wholeRows(file: string): number {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const columns = detailColumns(started());
  const expected = traceHeader(columns) + traceRows(chunk(0, lines.length - 1), columns.length);
  expect(`${lines.join('\n')}\n`).toBe(expected);
  return lines.length - 1;
}

function manifestOf(dir: string) {
  const result = parseManifest(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  if (result.kind === 'refused') throw new Error(result.why);
  return result.manifest;
}

describe('a process killed while it records', () => {
  it.each([1, 2, 7, 40])('leaves every chunk it had taken (killed after %i)', async (chunks) => {
    const dir = temporaryFolder();
    const recorded = await killAfter(startChild(dir, ENDLESS), chunks);
    const run = path.join(dir, 'rnn', 'seed-1');
    const rows = wholeRows(path.join(run, 'trace.csv'));
    expect(rows).toBeGreaterThanOrEqual(recorded * STEPS_PER_CHUNK);
    expect(rows).toBeLessThanOrEqual((recorded + 1) * STEPS_PER_CHUNK);
    const initial = readSafetensors(readFileSync(path.join(run, 'initial.safetensors')));
    expect(initial).toEqual({ kind: 'ok', tensors: WEIGHTS });
    expect(existsSync(path.join(run, 'weights.safetensors'))).toBe(false);
  });

  it('leaves a manifest that says it was running, by a process that is gone', async () => {
    const dir = temporaryFolder();
    const child = startChild(dir, ENDLESS);
    await killAfter(child, 1);
    const manifest = manifestOf(dir);
    expect(manifest).toMatchObject({ status: 'running', digest: null, writer: { pid: child.pid } });
    expect(manifest.runs[0]?.status).toBe('running');
    expect(isAlive(manifest.writer)).toBe(false);
  });

  it('leaves a folder that another process can take over', async () => {
    const dir = temporaryFolder();
    await killAfter(startChild(dir, ENDLESS), 1);
    const next = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'overwrite' });
    if (next.kind === 'refused') throw new Error(next.message);
    expect(readdirSync(dir).sort()).toEqual(['.unroll.lock', 'experiment.unroll.json', 'manifest.json']);
    await next.folder.close();
  });

  it('leaves a trace whose rows are the steps of the lost run, for the one who continues', async () => {
    const dir = temporaryFolder();
    await killAfter(startChild(dir, ENDLESS), 3);
    const trace = path.join(dir, 'rnn', 'seed-1', 'trace.csv');
    const rows = wholeRows(trace);
    // The row that was being written when the process ended is none.
    appendFileSync(trace, `${rows},0.5,0.1`);
    const next = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'continue' });
    if (next.kind === 'refused') throw new Error(next.message);
    const lost = { status: 'failed', steps: rows, failure: { kind: 'host-lost' } };
    expect(manifestOf(dir).runs[0]).toMatchObject(lost);
    expect(manifestOf(dir).runs[0]?.finalLoss).toBeCloseTo(1 / rows, 9);
    await next.folder.close();
    expect(manifestOf(dir).runs[0]).toMatchObject(lost);
  });

  it('keeps its folder to itself while it lives', async () => {
    const dir = temporaryFolder();
    const child = startChild(dir, ENDLESS);
    for await (const line of createInterface({ input: child.stdout })) {
      expect(line).toBe('started');
      break;
    }
    const refused = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'overwrite' });
    expect(refused).toEqual({
      kind: 'refused',
      reason: 'in-use',
      message: `${dir} is being written by process ${child.pid}: wait for it, or choose another folder.`,
    });
  });
});

describe.skipIf(process.platform === 'win32')('a folder that is read-only', () => {
  it('is refused in words', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const dir = path.join(folder, 'below');
    // Root may write anywhere: the user that owns nothing is asked instead.
    const child = startChild(dir, '1', process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});
    const lines = await text(child.stdout);
    expect(lines).toBe(
      `refused ${dir} could not be used as a run folder: permission is denied: choose a folder of your own.\n`,
    );
  });
});

describe.skipIf(process.platform === 'win32')('a disk that takes no more', () => {
  it('is reported once, keeps whole rows, and lets the run go on to its end', () => {
    const dir = temporaryFolder();
    // The shell's limit on the size of a file stands for a full disk: 64 KiB, in blocks of 1024 bytes.
    const command = `ulimit -f 64; exec "${process.execPath}" "${CHILD}" "${dir}" 12`;
    const { stdout, status } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    const lines = stdout.trimEnd().split('\n');
    expect(status).toBe(0);
    const failures = lines.filter((line) => line.startsWith('failed '));
    const trace = path.join(dir, 'rnn', 'seed-1', 'trace.csv');
    expect(failures).toEqual([
      `failed storage: ${trace} could not be written: the file would exceed the largest size allowed here: choose another folder.`,
    ]);
    expect(lines.at(-1)).toBe('closed null');
    const rows = wholeRows(trace);
    expect(rows).toBeGreaterThan(0);
    expect(rows % STEPS_PER_CHUNK).toBe(0);
    const failed = { status: 'failed', failure: { kind: 'storage' } };
    expect(manifestOf(dir)).toMatchObject({ status: 'ended', runs: [failed, {}, {}, {}] });
  });
});
