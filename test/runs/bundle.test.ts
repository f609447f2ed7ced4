// A bundle comes from anywhere: what is whole opens as it was, and everything else is refused in one sentence.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { LISTING_NAME } from '../../electron/runs/bundle-files';
import { openBundle } from '../../electron/runs/open-bundle';
import { readRecorded } from '../../electron/runs/recorded-experiment';
import { writeBundle } from '../../electron/runs/write-bundle';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { experimentText } from '../../src-core/experiment/experiment-text';
import { manifestText, waitingRun, type Manifest } from '../../src-core/export/manifest';
import { temporaryFolder } from '../trainer/temporary-folder';

const RUN = 'rnn/seed-1';

function manifest(): Manifest {
  return {
    format: 'unroll-run-folder',
    version: 1,
    name: 'sample',
    status: 'ended',
    writer: { pid: 1, startTime: null },
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: '2026-01-02T03:05:05.000Z',
    versions: { unroll: '0.1.0', node: '20.0.0', electron: null, tfjs: null, tensorflow: null },
    cpu: { model: 'a processor', cores: 2, features: [] },
    engine: 'xla',
    backend: 'tensorflow',
    attempts: [],
    folders: { rnn: 'RNN' },
    seeds: [1],
    runs: [{ ...waitingRun('RNN', 1, RUN), status: 'done', steps: 1 }],
    digest: null,
  };
}

/** The folder of a recorded experiment. */
function recorded(): { readonly dir: string; readonly manifest: Manifest } {
  const dir = temporaryFolder();
  const parsed = parseExperiment({
    format: 'unroll-experiment',
    version: 1,
    lanes: [{ label: 'RNN', set: {} }],
  });
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  writeFileSync(path.join(dir, 'experiment.unroll.json'), experimentText(parsed.experiment));
  writeFileSync(path.join(dir, 'manifest.json'), manifestText(manifest()));
  mkdirSync(path.join(dir, RUN), { recursive: true });
  writeFileSync(
    path.join(dir, RUN, 'trace.csv'),
    'step,loss,grad_norm,grad_norm_clipped,learning_rate\n0,1,1,1,0.1\n',
  );
  writeFileSync(path.join(dir, RUN, 'notes.txt'), 'not of the experiment');
  return { dir, manifest: manifest() };
}

function bundled(): Buffer {
  const { dir, manifest: own } = recorded();
  const written = writeBundle(dir, own);
  if (written.kind !== 'file') throw new Error(JSON.stringify(written));
  return Buffer.from(written.content as Uint8Array);
}

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  readonly mode?: number;
}

function zipOf(entries: readonly Entry[]): Promise<Buffer> {
  const zip = new ZipFile();
  const parts: Buffer[] = [];
  for (const { name, content, mode = 0o100644 } of entries) zip.addBuffer(content, name, { mode });
  zip.end();
  return new Promise((resolve) => {
    zip.outputStream.on('data', (part: Buffer) => parts.push(part));
    zip.outputStream.on('end', () => resolve(Buffer.concat(parts)));
  });
}

const listed = ({ name, content }: Entry) => ({
  path: name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** A bundle of these files, its listing as it should be but for `files`. */
function bundleOf(
  entries: readonly Entry[],
  files: readonly object[] = entries.map(listed),
  version = 1,
): Promise<Buffer> {
  const content = Buffer.from(JSON.stringify({ format: 'unroll-bundle', version, files }));
  return zipOf([{ name: LISTING_NAME, content }, ...entries]);
}

async function open(bytes: Buffer) {
  const folder = temporaryFolder();
  const file = path.join(folder, 'given.unroll');
  writeFileSync(file, bytes);
  const into = path.join(folder, 'into');
  mkdirSync(into);
  return { result: await openBundle(file, into), into, outside: readdirSync(folder) };
}

async function refusal(bytes: Buffer): Promise<string> {
  const { result, outside } = await open(bytes);
  expect(outside.sort()).toEqual(['given.unroll', 'into']);
  return result.kind === 'refused' ? result.why : 'opened';
}

const trace: Entry = { name: `${RUN}/trace.csv`, content: Buffer.from('step\n') };

describe('a bundle', () => {
  it('opens as what was recorded, without what is not of the experiment, and is the same bytes again', async () => {
    const { dir, manifest: own } = recorded();
    const bytes = bundled();
    expect(bundled().equals(bytes)).toBe(true);
    const { result, into } = await open(bytes);
    expect(result).toEqual({ kind: 'opened' });
    expect(readRecorded(into)).toEqual(readRecorded(dir));
    expect(readFileSync(path.join(into, RUN, 'trace.csv'))).toEqual(
      readFileSync(path.join(dir, RUN, 'trace.csv')),
    );
    expect(existsSync(path.join(into, RUN, 'notes.txt'))).toBe(false);
    expect(await writeBundle(dir, { ...own, status: 'running' })).toMatchObject({ kind: 'refused' });
  });

  it.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      'a text',
      async () => Buffer.from('no zip at all, but long enough to hold an end record'),
      /cannot be read as a zip/,
    ],
    ['an empty file', async () => Buffer.alloc(0), /cannot be read as a zip/],
    ['another zip', () => zipOf([trace]), /does not begin with bundle\.json/],
    ['a later version', () => bundleOf([trace], [], 2), /version 2, expected 1: update Unroll/],
    [
      'a file outside of the listing',
      () => bundleOf([trace], []),
      /"rnn\/seed-1\/trace\.csv" twice, or outside/,
    ],
    ['a file twice', () => bundleOf([trace, trace], [listed(trace)]), /twice, or outside/],
    [
      'a listing that names one twice',
      () => bundleOf([trace], [listed(trace), listed(trace)]),
      /names a file twice/,
    ],
    ['a file that is missing', () => bundleOf([], [listed(trace)]), /lacks rnn\/seed-1\/trace\.csv/],
    ['a link', () => bundleOf([{ ...trace, mode: 0o120777 }]), /is no regular file/],
    [
      'a damaged file',
      () => bundleOf([trace], [{ ...listed(trace), sha256: '0'.repeat(64) }]),
      /trace\.csv in it is damaged/,
    ],
    ['no experiment', () => bundleOf([trace]), /holds no recorded experiment/],
    [
      'a path that leads out',
      async () => {
        const bytes = (await bundleOf([{ ...trace, name: 'xx/seed-1/trace.csv' }])).toString('latin1');
        return Buffer.from(bytes.replaceAll('xx/seed-1', '../seed-1'.slice(0, 9)), 'latin1');
      },
      /is no bundle/,
    ],
    [
      'a listing with a path that leads out',
      () => bundleOf([trace], [{ ...listed(trace), path: '../../trace.csv' }]),
      /bundle\.json is damaged/,
    ],
    [
      'a listing with a name that is none of an experiment',
      () => bundleOf([trace], [{ ...listed(trace), path: 'rnn/seed-1/.bashrc' }]),
      /bundle\.json is damaged/,
    ],
    [
      'more than it says',
      () => bundleOf([{ ...trace, content: Buffer.alloc(50_000_000) }], [listed(trace)]),
      /has 50000000 bytes, expected 5/,
    ],
    [
      'terabytes',
      () => bundleOf([trace], [{ ...listed(trace), bytes: 2 ** 42 }]),
      /would take 4398046511104 bytes, expected at most 1073741824/,
    ],
    [
      'a listing that is a bomb',
      () => zipOf([{ name: LISTING_NAME, content: Buffer.alloc(20_000_000) }]),
      /listing is larger than/,
    ],
  ])('is refused where it is %s', async (_name, make, sentence) => {
    expect(await refusal(await make())).toMatch(sentence);
  });

  it('is refused where an entry inflates to more than its header says', async () => {
    const bytes = await bundleOf([{ ...trace, content: Buffer.alloc(1_000_000) }], [listed(trace)]);
    // The size in the central directory, little-endian, becomes that of the listing.
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    const small = Buffer.alloc(4);
    small.writeUInt32LE(trace.content.length);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size)) small.copy(bytes, at);
    expect(await refusal(bytes)).toMatch(/is no bundle/);
  });

  it('is refused, or whole, wherever it is cut or a byte is changed', async () => {
    const bytes = bundled();
    const cut = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, isCut) => {
        const given = isCut ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!isCut) given[at] = (given[at] ?? 0) ^ change;
        const { result, into } = await open(given);
        if (result.kind === 'opened')
          expect(readFileSync(path.join(into, RUN, 'trace.csv'), 'utf8')).toContain('0,1,1,1,0.1');
        else expect(result.why).toMatch(/is no bundle of Unroll\. .*\.$/);
      }),
      { numRuns: 60 },
    );
  });
});
