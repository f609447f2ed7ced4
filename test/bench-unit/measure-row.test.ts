import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureRow } from '../bench/measure-row';
import type { Peer } from '../bench/peer';
import { ROWS } from '../bench/row';

// Peers that speak the protocol as real processes. Each notes its name when it trains, into one file they share.
const SCRIPT = `
const fs = require('node:fs');
const [, , name, log, behaviour, slope] = process.argv;
const say = (reply) => process.stdout.write(JSON.stringify(reply) + '\\n');
let step = 0;
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line);
  if (request.kind === 'prepare') {
    console.log('a greeting of a library');
    if (behaviour === 'missing') return say({ kind: 'unavailable', why: 'nothing to train with' });
    return say({ kind: 'ready', version: name, chunk: 4, prepareMs: 5 });
  }
  if (behaviour === 'dies' && step > 100) { console.error('out of memory'); process.exit(3); }
  if (!request.trace) fs.appendFileSync(log, name);
  const losses = Array.from({ length: request.steps }, (_, i) => 1 / (1 + Number(slope) * (step + i)));
  step += request.steps;
  say({ kind: 'went', seconds: request.steps * 1e-3, cpuSeconds: request.steps * 5e-4,
        losses: request.trace ? losses : [], gradNorms: request.trace ? losses : [] });
});`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-bench-unit-'));
  writeFileSync(path.join(folder, 'peer.cjs'), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true }));

function peer(name: string, kind: Peer['kind'], behaviour = 'trains', slope = 1): Peer {
  const args = [path.join(folder, 'peer.cjs'), name, path.join(folder, 'log'), behaviour, String(slope)];
  return { name, command: [process.execPath, ...args], environment: {}, kind };
}

function firstRow() {
  const [row] = ROWS;
  if (row === undefined) throw new Error('The table of rows has rows.');
  return row;
}

const measure = (peers: Peer[], rounds: number) =>
  measureRow(firstRow(), peers, { rounds, roundMs: 100, core: null });

it('lets peers take turns, warms up first, and times each', async () => {
  const { peers } = await measure([peer('a', 'ours'), peer('b', 'same-work')], 3);
  expect(peers).toMatchObject([
    { kind: 'measured', peer: 'a', version: 'a', agreement: 'yardstick', minimumUs: 1000, cpuUs: 500 },
    { kind: 'measured', peer: 'b', agreement: 'same', difference: 0, medianUs: 1000 },
  ]);
  const [first] = peers;
  expect(first?.kind === 'measured' && first.roundsUs.length).toBe(3);
  // Each finds its round length once (4, 8, 16, 32 steps), then: warm-up and three rounds in turn.
  expect(readFileSync(path.join(folder, 'log'), 'utf8')).toBe('aaaaabbbbbababab');
});

it('takes set-up as prepare and first call, less its steps', async () => {
  const { peers } = await measure([peer('a', 'ours')], 1);
  const [only] = peers;
  if (only?.kind !== 'measured') throw new Error('The peer was measured.');
  expect(only.setUpMs).toBeCloseTo(5, 9);
});

it('tells apart who computes the same, something else, or does another work', async () => {
  const all = [peer('a', 'ours'), peer('b', 'same-work', 'trains', 1.01), peer('c', 'own-work', 'trains', 7)];
  const { peers } = await measure(all, 0);
  expect(peers).toMatchObject([
    { agreement: 'yardstick', minimumUs: null },
    { agreement: 'different' },
    { agreement: 'own-work', difference: null },
  ]);
});

it('goes on without peers that are missing, die or do not exist, and says why', async () => {
  const nowhere: Peer = { ...peer('d', 'same-work'), command: [path.join(folder, 'no-such-program')] };
  const all = [
    peer('a', 'same-work', 'missing'),
    peer('b', 'same-work', 'dies'),
    peer('c', 'same-work'),
    nowhere,
  ];
  const { peers } = await measure(all, 40);
  expect(peers[0]).toEqual({ kind: 'unavailable', peer: 'a', why: 'nothing to train with' });
  expect(peers[1]).toEqual({ kind: 'failed', peer: 'b', why: 'b ended with code 3. out of memory' });
  expect(peers[2]).toMatchObject({ kind: 'measured', agreement: 'yardstick' });
  expect(peers[3]).toMatchObject({ kind: 'failed', peer: 'd' });
});
