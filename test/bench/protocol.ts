// What the benchmark and a peer say to each other: one JSON object per line, over stdin and stdout.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Row } from './row';

/** A tensor as text: little-endian float32 in base64. */
export interface TensorText {
  readonly name: string;
  readonly shape: readonly number[];
  readonly base64: string;
}

export type PeerRequest =
  /** Builds the network from these weights, ready to train. Once, first. */
  | {
      readonly kind: 'prepare';
      readonly row: Row;
      readonly learningRate: number;
      readonly clipLimit: number;
      readonly weights: readonly TensorText[];
    }
  /** Trains `steps` more steps, a multiple of the chunk that `ready` named. `trace`: tell what each step recorded. */
  | { readonly kind: 'go'; readonly steps: number; readonly trace: boolean };

/** What steps took: wall time, and CPU time of all threads of the peer, which neighbours on the CPU do not add to. */
export interface Times {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** What steps recorded, in order; empty unless asked for. Norms are global and before clipping. */
export interface StepTrace {
  readonly losses: readonly number[];
  readonly gradNorms: readonly number[];
}

export type PeerReply =
  | {
      readonly kind: 'ready';
      /** Name and version of what trains: `PyTorch 2.15.0`. */
      readonly version: string;
      /** Steps per program call; 1 where there is no program. */
      readonly chunk: number;
      /** Building, tracing and compiling, as far as it happens before the first step. Loading the library is not in it. */
      readonly prepareMs: number;
    }
  | ({ readonly kind: 'went' } & Times & StepTrace)
  /** The peer cannot run here, or not this row. */
  | { readonly kind: 'unavailable'; readonly why: string };

export function tensorText(tensor: NamedTensor): TensorText {
  const { buffer, byteOffset, byteLength } = tensor.values;
  return {
    name: tensor.name,
    shape: tensor.shape,
    base64: Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
  };
}

export function namedTensor(text: TensorText): NamedTensor {
  const bytes = Uint8Array.from(Buffer.from(text.base64, 'base64'));
  return { name: text.name, shape: text.shape, values: new Float32Array(bytes.buffer) };
}

/**
 * One line of a peer's stdout, parsed.
 * @throws when it is not a reply: the message quotes the line.
 */
export function parseReply(line: string): PeerReply {
  const reply = replyFrom(parseObject(line));
  if (reply !== null) return reply;
  throw new Error(
    `A peer answers with ready, went or unavailable as one line of JSON, got: ${line.slice(0, 200)}`,
  );
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function replyFrom(fields: Readonly<Record<string, unknown>>): PeerReply | null {
  const { kind, version, chunk, prepareMs, seconds, cpuSeconds, losses, gradNorms, why } = fields;
  if (kind === 'ready' && typeof version === 'string' && isCount(chunk) && isTime(prepareMs))
    return { kind, version, chunk, prepareMs };
  if (kind === 'went' && isTime(seconds) && isTime(cpuSeconds) && isNumbers(losses) && isNumbers(gradNorms))
    return { kind, seconds, cpuSeconds, losses, gradNorms };
  if (kind === 'unavailable' && typeof why === 'string') return { kind, why };
  return null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
