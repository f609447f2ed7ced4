// Which engine trains: the candidates in order of preference, each tried by training with it.
import { version_core as tfjs } from '@tensorflow/tfjs-core';
import type {
  BackendKind,
  EngineAttempt,
  EngineChoice,
  EngineKind,
  EngineReport,
} from '../../src-core/contract/engine';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { compiledEngine } from '../../src-core/training/compiled-engine';
import { eagerEngine } from '../../src-core/training/engine';
import type { Settings } from '../../src-core/experiment/experiment';
import type { Engine } from '../../src-core/training/engine';
import { oneSentence } from './failure-of';
import { loadBackend } from './load-backend';
import { nativeTensorFlow } from './native/native-tensorflow';
import { type CompiledLane, proveEngine } from './prove-engine';

/** An engine on a backend. `create` is called when the backend is loaded and current, and throws where it cannot run. */
interface Candidate {
  readonly engine: EngineKind;
  readonly backend: BackendKind;
  readonly create: () => Engine;
}

/**
 * Compiled programs that no run uses are kept, so that a run like one before, and the first one like the article's, which is
 * compiled when the engine is proven, starts at once.
 */
const keptPrograms = 8;

let programs: ProgramCache | null = null;

/** The programs of this process: one native library, one place where they live. */
function nativePrograms(): ProgramCache {
  programs ??= new ProgramCache(nativeTensorFlow(), { keepUnused: keptPrograms });
  return programs;
}

/** Best first. */
const candidates: readonly Candidate[] = [
  { engine: 'xla', backend: 'tensorflow', create: () => compiledEngine('xla', nativePrograms()) },
  { engine: 'graph', backend: 'tensorflow', create: () => compiledEngine('graph', nativePrograms()) },
  { engine: 'eager', backend: 'tensorflow', create: () => eagerEngine('tensorflow') },
  { engine: 'eager', backend: 'wasm', create: () => eagerEngine('wasm') },
  { engine: 'eager', backend: 'cpu', create: () => eagerEngine('cpu') },
];

/** The engine that trains, and what is told of it. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
  /** The lane whose program was compiled by the proof, and how long that took; null where it was not. */
  readonly compiled: CompiledLane | null;
}

export type EngineOutcome =
  | ({ readonly kind: 'ready' } & ChosenEngine)
  | { readonly kind: 'none'; readonly attempts: readonly EngineAttempt[]; readonly message: string };

/**
 * Takes the first candidate that fits the choice and trains.
 * @param lane settings to try it with, where they are known
 * @param ruledOut attempts that ended an earlier process: they are reported, not made again
 * @param announce called before each attempt, which may end the process
 */
export async function chooseEngine(
  choice: EngineChoice,
  ruledOut: readonly EngineAttempt[],
  lane: Settings | null,
  announce: (candidate: Pick<Candidate, 'engine' | 'backend'>) => void,
): Promise<EngineOutcome> {
  const attempts: EngineAttempt[] = [];
  for (const candidate of candidates.filter((known) => fits(known, choice))) {
    const { engine: kind, backend } = candidate;
    const known = ruledOut.find((attempt) => attempt.engine === kind && attempt.backend === backend);
    if (known !== undefined) {
      attempts.push(known);
      continue;
    }
    announce({ engine: kind, backend });
    try {
      const { tensorflow } = await loadBackend(backend);
      const engine = candidate.create();
      const { why, compiled } = await proveEngine(engine, lane);
      attempts.push({ engine: kind, backend, works: true, why });
      return {
        kind: 'ready',
        engine,
        compiled,
        report: { engine: kind, backend, attempts, versions: { tfjs, tensorflow } },
      };
    } catch (error) {
      const why = oneSentence(error instanceof Error ? error : new Error(String(error)));
      attempts.push({ engine: kind, backend, works: false, why });
    }
  }
  return { kind: 'none', attempts, message: noEngine(choice, attempts) };
}

function fits(candidate: Candidate, choice: EngineChoice): boolean {
  const engineFits = choice.engine === 'auto' || choice.engine === candidate.engine;
  return engineFits && (choice.backend === 'auto' || choice.backend === candidate.backend);
}

function noEngine(choice: EngineChoice, attempts: readonly EngineAttempt[]): string {
  const asked = `engine ${choice.engine} on backend ${choice.backend}`;
  if (attempts.length === 0) {
    const known = candidates.map(({ engine, backend }) => `${engine} on ${backend}`).join(', ');
    return `There is no ${asked}: expected one of ${known}, or auto.`;
  }
  const reasons = attempts.map(({ engine, backend, why }) => `${engine} on ${backend}: ${why}`).join(' ');
  const advice =
    choice.engine === 'auto' && choice.backend === 'auto' ? '' : ' Leave it at auto to take what works.';
  return `The ${asked} cannot run. ${reasons}${advice}`;
}
