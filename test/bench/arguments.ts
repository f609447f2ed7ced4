// The command line of the benchmark.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /**
   * `steps`: the training loop; `wall`: whole runs of the command line; `experiment`: a whole experiment of many seeds;
   * `check`: only that the peers do the same work.
   */
  readonly mode: 'steps' | 'wall' | 'experiment' | 'check';
  /** Starts of row ids; empty: every row. */
  readonly rows: readonly string[];
  /** Peer names; empty: every peer. */
  readonly peers: readonly string[];
  /** Peers of the caller's own: name and shell command. */
  readonly also: readonly { readonly name: string; readonly command: string }[];
  readonly rounds: number;
  /** How long one peer trains in one round, milliseconds. */
  readonly roundMs: number;
  /** CPU that every peer is bound to; null binds none. */
  readonly core: number | null;
  /** Steps of the short and the long run of `wall`. */
  readonly wallSteps: readonly [short: number, long: number];
  /** Engine that the runs of `wall` are told to use. */
  readonly engine: string;
  readonly json: boolean;
}

export const USAGE = `npm run bench -- [steps | wall | experiment | check] [options]
  steps            µs per training step, peer against peer (default)
  wall             whole runs of the command line, long less short, per step
  experiment       20 seeds of an RNN and an LSTM, 100 steps each, from process start to process end
  check            only: do the peers compute the same losses?
  --rows <ids>     rows, by the start of their id, comma-separated: lstm, rnn-32, lstm-64-100-20
  --peers <names>  peers, comma-separated
  --also <n=cmd>   one more peer: its name, and the command that speaks the protocol of test/bench/README.md
  --rounds <n>     measured rounds (default 7; wall: 3; experiment: 5)
  --round-ms <n>   how long a peer trains in one round (default 300)
  --steps <a,b>    wall: steps of the short and the long run (default 20000,220000)
  --engine <name>  wall: engine of the runs (default auto)
  --core <n|none>  CPU that all peers are bound to (default: the last one)
  --json           the whole result as JSON on stdout`;

const DEFAULT_ROUNDS = { steps: '7', wall: '3', experiment: '5', check: '7' } as const;

const MODES = Object.keys(DEFAULT_ROUNDS) as readonly BenchOptions['mode'][];

/** What a person got wrong on the command line; the message is one sentence for them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @param argv arguments after the script's name
 * @param lastCore highest CPU number, the default of `--core`
 * @throws UsageError when an option is unknown or its value makes no sense.
 */
export function parseArguments(argv: readonly string[], lastCore: number): BenchOptions {
  const { values, positionals } = parseOrRefuse(argv);
  const mode = modeOf(positionals);
  return {
    mode,
    rows: list(values.rows),
    peers: list(values.peers),
    also: (values.also ?? []).map(ownPeer),
    rounds: whole('--rounds', values.rounds ?? DEFAULT_ROUNDS[mode], 1),
    roundMs: whole('--round-ms', values['round-ms'] ?? '300', 1),
    core: values.core === 'none' ? null : whole('--core', values.core ?? String(lastCore), 0),
    wallSteps: wallSteps(values.steps ?? '20000,220000'),
    engine: values.engine ?? 'auto',
    json: values.json ?? false,
  };
}

function parseOrRefuse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        rows: { type: 'string' },
        peers: { type: 'string' },
        also: { type: 'string', multiple: true },
        rounds: { type: 'string' },
        'round-ms': { type: 'string' },
        core: { type: 'string' },
        steps: { type: 'string' },
        engine: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function modeOf(positionals: readonly string[]): BenchOptions['mode'] {
  const [asked = 'steps', ...rest] = positionals;
  const mode = MODES.find((known) => known === asked);
  if (rest.length === 0 && mode !== undefined) return mode;
  throw new UsageError(`Expected one of ${MODES.join(', ')}, got ${positionals.join(' ')}.`);
}

function wallSteps(text: string): readonly [number, number] {
  const [short = Number.NaN, long = Number.NaN, ...rest] = text.split(',').map(Number);
  const fit = Number.isSafeInteger(short) && Number.isSafeInteger(long) && 0 < short && short < long;
  if (fit && rest.length === 0) return [short, long];
  throw new UsageError(
    `--steps expects two whole numbers, the smaller first, as in 20000,220000: got ${text}.`,
  );
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function ownPeer(text: string): { name: string; command: string } {
  const [, name, command] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || command === undefined)
    throw new UsageError(`--also expects name=command, got ${text}.`);
  return { name, command };
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(
    `${option} expects a whole number from ${least}, got ${text === '' ? 'nothing' : text}.`,
  );
}
