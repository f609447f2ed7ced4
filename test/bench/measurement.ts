// What the benchmark finds out, as data.
import type { Row } from './row';

/** How one peer did on one row. */
export type PeerResult =
  | { readonly kind: 'unavailable'; readonly peer: string; readonly why: string }
  | { readonly kind: 'failed'; readonly peer: string; readonly why: string }
  | {
      readonly kind: 'measured';
      readonly peer: string;
      readonly version: string;
      /** µs per training step over the rounds; null in a check, which takes no rounds. */
      readonly minimumUs: number | null;
      readonly medianUs: number | null;
      /** Least CPU time of a step, all threads: what the step costs where neighbours on the CPU make wall time longer. */
      readonly cpuUs: number | null;
      /** µs per step, round by round. */
      readonly roundsUs: readonly number[];
      /** Building, tracing, compiling and the first call, less its steps at the full speed. */
      readonly setUpMs: number;
      /** Largest relative difference of loss and gradient norm of the first steps from the yardstick's; null: not compared. */
      readonly difference: number | null;
      readonly agreement: Agreement;
    };

/** `yardstick`: the others are compared with it. `own-work`: does something else, see the README. */
export type Agreement = 'yardstick' | 'same' | 'different' | 'own-work';

export interface RowResult {
  readonly row: Row;
  /** Load average of the machine when the row began: others at work make every figure worse, ratios less so. */
  readonly load: number;
  readonly peers: readonly PeerResult[];
}

/** First steps whose losses and gradient norms are compared, and how far they may differ: rounding, with room. */
export const COMPARED_STEPS = 10;
export const TOLERANCE = 2e-4;

export type MeasuredPeer = Extract<PeerResult, { kind: 'measured' }>;

export function measuredPeers(result: RowResult): MeasuredPeer[] {
  return result.peers.filter((peer) => peer.kind === 'measured');
}

/** True when every peer that can run here ran, and those that should compute the same did. */
export function isSound(result: RowResult): boolean {
  return result.peers.every(
    (peer) => peer.kind === 'unavailable' || (peer.kind === 'measured' && peer.agreement !== 'different'),
  );
}
