// The options that choose an engine, shared by every command that trains.
import type { EngineChoice } from '../../src-core/contract/engine';
import { UsageError } from './usage-error';

const engines = ['auto', 'xla', 'graph', 'eager'] as const;
const backends = ['auto', 'tensorflow', 'wasm', 'cpu'] as const;

/** For `parseArgs`. */
export const engineOptions = { engine: { type: 'string' }, backend: { type: 'string' } } as const;

export const engineHelp = [
  '  --engine <name>   auto, xla, graph, eager (default: auto, the best that works)',
  '  --backend <name>  auto, tensorflow, wasm, cpu (default: auto)',
];

/** The options as they were typed. */
export interface EngineNames {
  readonly engine?: string | undefined;
  readonly backend?: string | undefined;
}

/** @throws UsageError for a name that is none of an engine or backend */
export function readEngineChoice(values: EngineNames): EngineChoice {
  const engine = engines.find((name) => name === (values.engine ?? 'auto'));
  const backend = backends.find((name) => name === (values.backend ?? 'auto'));
  const problems = [
    ...(engine === undefined ? [`--engine: expected ${engines.join(', ')}, got ${values.engine}.`] : []),
    ...(backend === undefined ? [`--backend: expected ${backends.join(', ')}, got ${values.backend}.`] : []),
  ];
  if (engine === undefined || backend === undefined) throw new UsageError(problems);
  return { engine, backend };
}

/** Whether a choice leaves no way out: an engine that cannot run is then an error of whoever forced it. */
export function isForced(choice: EngineChoice): boolean {
  return choice.engine !== 'auto' || choice.backend !== 'auto';
}
