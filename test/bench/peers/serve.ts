// What every peer written in TypeScript does around its training loop: waits on stdin, trains, answers.
import { createInterface } from 'node:readline';
import type { NamedTensor } from '../../../src-core/contract/named-tensor';
import { type PeerReply, type PeerRequest, namedTensor } from '../protocol';
import type { Row } from '../row';

export interface Work {
  readonly row: Row;
  readonly learningRate: number;
  readonly clipLimit: number;
  readonly weights: readonly NamedTensor[];
}

/** Loss and global gradient norm before clipping, step by step. */
export interface Recorded {
  readonly loss: ArrayLike<number>;
  readonly gradNorm: ArrayLike<number>;
}

/** A network under training. */
export interface Trainer {
  readonly version: string;
  /** Steps per program call; 1 where there is no program. */
  readonly chunk: number;
  /** Takes `steps` more steps and returns what they recorded, read back from the library. */
  advance(steps: number): Recorded;
}

/** Thrown while a trainer is made: it cannot run here, or not this row. The message says why. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** Answers requests until stdin closes. */
export async function serve(makeTrainer: (work: Work) => Promise<Trainer>): Promise<void> {
  let trainer: Trainer | null = null;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as PeerRequest;
    if (request.kind === 'prepare') {
      const { reply, made } = await prepare(request, makeTrainer);
      trainer = made;
      answer(reply);
    } else if (trainer !== null) answer(train(trainer, request.steps, request.trace));
  }
}

async function prepare(
  { row, learningRate, clipLimit, weights }: Extract<PeerRequest, { kind: 'prepare' }>,
  makeTrainer: (work: Work) => Promise<Trainer>,
): Promise<{ reply: PeerReply; made: Trainer | null }> {
  const tensors = weights.map(namedTensor);
  const from = performance.now();
  try {
    const made = await makeTrainer({ row, learningRate, clipLimit, weights: tensors });
    const prepareMs = performance.now() - from;
    return { reply: { kind: 'ready', version: made.version, chunk: made.chunk, prepareMs }, made };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { reply: { kind: 'unavailable', why: error.message }, made: null };
  }
}

function train(trainer: Trainer, steps: number, trace: boolean): PeerReply {
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  const { loss, gradNorm } = trainer.advance(steps);
  const { user, system } = process.cpuUsage(cpuFrom);
  const seconds = (performance.now() - from) / 1000;
  const cpuSeconds = (user + system) / 1e6;
  const told = (values: ArrayLike<number>) => (trace ? Array.from(values) : []);
  return { kind: 'went', seconds, cpuSeconds, losses: told(loss), gradNorms: told(gradNorm) };
}

function answer(reply: PeerReply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
