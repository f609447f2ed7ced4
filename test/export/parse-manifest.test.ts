import { describe, expect, it } from 'vitest';
import { lostRun, manifestText, waitingRun, type Manifest } from '../../src-core/export/manifest';
import { parseManifest } from '../../src-core/export/parse-manifest';

const MANIFEST: Manifest = {
  format: 'unroll-run-folder',
  version: 1,
  name: 'sin → cos',
  status: 'running',
  writer: { pid: 12, startTime: null },
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  versions: { unroll: '1.0.0', node: '20.0.0', electron: null, tfjs: null, tensorflow: null },
  cpu: { model: 'a model', cores: 2, features: ['avx2'] },
  engine: null,
  backend: null,
  attempts: [],
  folders: { rnn: 'RNN' },
  seeds: [1],
  runs: [waitingRun('RNN', 1, 'rnn/seed-1')],
  digest: null,
};

function whyRefused(change: Readonly<Record<string, unknown>>): string {
  const result = parseManifest(JSON.stringify({ ...MANIFEST, ...change }));
  return result.kind === 'refused' ? result.why : 'accepted';
}

describe('parseManifest', () => {
  it('reads what was written', () => {
    expect(parseManifest(manifestText(MANIFEST))).toEqual({ kind: 'ok', manifest: MANIFEST });
  });

  it('reads the grid of a sweep, and refuses one that is none', () => {
    const axes = [{ path: 'training.clip', values: [{ kind: 'none' }, { kind: 'norm', limit: 1 }] }];
    const sweep = { axes, lanes: { 'rnn-clip-none': { lane: 'RNN', point: [0] } } };
    const manifest = { ...MANIFEST, sweep };
    expect(parseManifest(manifestText(manifest))).toEqual({ kind: 'ok', manifest });
    for (const wrong of [
      null,
      [],
      { axes },
      { axes: [{}], lanes: {} },
      { axes, lanes: { a: { lane: 'A' } } },
    ])
      expect(whyRefused({ sweep: wrong })).toBe('The manifest’s field sweep is missing or damaged.');
  });

  it('refuses a manifest cut off anywhere', () => {
    const text = manifestText(MANIFEST).trimEnd();
    for (let length = 0; length < text.length; length += 1) {
      expect(parseManifest(text.slice(0, length)).kind).toBe('refused');
    }
  });

  it('refuses a manifest without any one of its fields', () => {
    for (const key of Object.keys(MANIFEST)) expect(whyRefused({ [key]: undefined })).not.toBe('accepted');
  });

  it.each([
    '../rnn/seed-1',
    'rnn/../seed-1',
    '/rnn/seed-1',
    'rnn\\seed-1',
    'rnn/seed-1/..',
    'rnn/seed-x',
    '..',
    '',
  ])('refuses a run in the folder %o', (folder) => {
    expect(whyRefused({ runs: [{ ...waitingRun('RNN', 1, 'rnn/seed-1'), folder }] })).toBe(
      'The manifest’s field runs is missing or damaged.',
    );
  });

  it('refuses a later version by its version', () => {
    expect(whyRefused({ version: 2 })).toBe(
      'The manifest has version 2, expected 1: update Unroll to open it.',
    );
  });
});

it('lostRun changes only a run that was under way', () => {
  const waiting = waitingRun('RNN', 1, 'rnn/seed-1');
  const recorded = { steps: 7, finalLoss: NaN };
  expect(lostRun(waiting, recorded)).toBe(waiting);
  expect(lostRun({ ...waiting, status: 'running' }, recorded)).toMatchObject({
    status: 'failed',
    steps: 7,
    finalLoss: 'NaN',
    failure: { kind: 'host-lost' },
  });
});
