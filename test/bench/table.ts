// Results as text: one block per row, one line per peer.
import { type MeasuredPeer, type PeerResult, type RowResult, measuredPeers } from './measurement';
import type { ExperimentResult } from './experiment';
import type { Row } from './row';
import { median, minimum } from './statistics';

/** Columns of a table as text: the first to the left, figures to the right, two spaces between. */
export function alignColumns(lines: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const widths = (lines[0] ?? []).map((_, column) => width(column));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A block: what was measured, a line per peer, then why a peer is missing. */
export function rowTable(result: RowResult): string {
  const measured = measuredPeers(result);
  const base = baseOf(measured);
  const lines = measured.map((peer) => peerLine(peer, base));
  const missing = result.peers.flatMap(missingNote);
  return [
    rowTitle(result.row),
    alignColumns([['peer', 'min µs', 'median µs', 'cpu µs', '× ours', 'set-up ms', 'same work'], ...lines]),
    ...missing,
  ].join('\n');
}

/** A line per peer of the whole experiment, then why a peer is missing. */
export function experimentTable(results: readonly ExperimentResult[]): string {
  const measured = results.filter((result) => result.kind === 'measured');
  const [ours] = measured;
  const lines = measured.map(({ peer, seconds, difference }) => [
    peer,
    figure(minimum(seconds)),
    figure(median(seconds)),
    figure(ours === undefined ? null : minimum(seconds) / minimum(ours.seconds)),
    difference === null ? 'yardstick' : difference.toExponential(0),
  ]);
  return [
    '20 seeds of an RNN and an LSTM, hidden 32, T 10, 100 steps: whole processes',
    alignColumns([['peer', 'min s', 'median s', '× ours', 'same work'], ...lines]),
    ...results.flatMap((result) =>
      result.kind === 'unavailable' ? [`${result.peer}: unavailable: ${result.why}`] : [],
    ),
  ].join('\n');
}

export function rowTitle({ cell, hiddenSize, timeStep, batchSize }: Row): string {
  return `${cell.toUpperCase()}, hidden ${hiddenSize}, T ${timeStep}, batch ${batchSize}`;
}

/** Four significant figures and no exponent: 5.712, 93.1, 8556. */
export function figure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(Math.abs(value), 1))));
  return value.toFixed(Math.min(digits, 2));
}

/** What ratios refer to: our engine that is first in the order of peers, and with that the fastest. */
function baseOf(measured: readonly MeasuredPeer[]): number | null {
  return measured.find((peer) => peer.peer.startsWith('unroll-'))?.minimumUs ?? null;
}

function peerLine(peer: MeasuredPeer, base: number | null): readonly string[] {
  const ratio = base === null || peer.minimumUs === null ? null : peer.minimumUs / base;
  return [
    peer.peer,
    figure(peer.minimumUs),
    figure(peer.medianUs),
    figure(peer.cpuUs),
    figure(ratio),
    peer.setUpMs.toFixed(0),
    agreementNote(peer),
  ];
}

function agreementNote({ agreement, difference }: MeasuredPeer): string {
  if (agreement === 'own-work') return 'own model';
  if (agreement === 'yardstick') return 'yardstick';
  return `${agreement} (${difference?.toExponential(0) ?? '–'})`;
}

function missingNote(peer: PeerResult): string[] {
  return peer.kind === 'measured' ? [] : [`${peer.peer}: ${peer.kind}: ${peer.why}`];
}
