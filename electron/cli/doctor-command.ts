// `unroll doctor`: what would train here, and why.
import path from 'node:path';
import type { EngineAttempt, EngineReport } from '../../src-core/contract/engine';
import { forkNodeHost } from '../hosts/fork-node-host';
import { superviseHost } from '../hosts/supervise-host';
import type { Command, CommandContext } from './command';
import { engineHelp, engineOptions, isForced, readEngineChoice } from './engine-options';
import { exitCodes } from './exit-code';
import { electronRuntime, nativeLibrary, processor } from './machine-report';
import type { ElectronRuntime, NativeLibrary, Processor } from './machine-report';
import { parseOptions } from './parse-options';
import { UsageError } from './usage-error';

const options = { ...engineOptions, json: { type: 'boolean' } } as const;

interface Diagnosis {
  /** The engine that would train; null where none would. */
  readonly engine: EngineReport | null;
  readonly attempts: readonly EngineAttempt[];
  readonly native: NativeLibrary & { readonly loaded: boolean; readonly why: string };
  readonly electron: ElectronRuntime;
  readonly processor: Processor;
  readonly node: string;
  readonly platform: string;
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'tells what would train here and why: engine, native library, Electron, processor',
  help: [
    'unroll doctor [options]',
    '',
    'Tries the engines in order of preference, as a run does, and tells what came of it.',
    '',
    ...engineHelp,
    '  --json            one JSON object on standard output',
    '',
    'Exit code: 0 an engine can train, 1 none can, 2 the one that was forced cannot.',
  ],
  async run(args, context) {
    const { values, positionals } = parseOptions('doctor', args, options);
    if (positionals.length > 0) {
      throw new UsageError([`doctor expects options only, got ${positionals.join(' ')}.`]);
    }
    const choice = readEngineChoice(values);
    const host = superviseHost({ fork: () => forkNodeHost(context.hostScript), choice });
    const state = await host.settled();
    const attempts = state.kind === 'ready' ? state.report.attempts : host.failedAttempts;
    await host.shutdown();
    const diagnosis = diagnose(state.kind === 'ready' ? state.report : null, attempts, context);
    if (values.json === true) context.terminal.result(JSON.stringify(diagnosis));
    else for (const line of diagnosisLines(diagnosis)) context.terminal.result(line);
    if (state.kind === 'ready') return exitCodes.ok;
    context.terminal.say(state.failure.message);
    return isForced(choice) ? exitCodes.usage : exitCodes.failed;
  },
};

function diagnose(
  engine: EngineReport | null,
  attempts: readonly EngineAttempt[],
  { hostScript }: CommandContext,
): Diagnosis {
  const native = attempts.filter(({ backend }) => backend === 'tensorflow').at(-1);
  const root = path.resolve(path.dirname(hostScript), '..', '..');
  return {
    engine,
    attempts,
    native: {
      ...nativeLibrary(process.env),
      loaded: native?.works === true,
      why: native?.why ?? 'It was not tried.',
    },
    electron: electronRuntime(root, process.env),
    processor: processor(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

function diagnosisLines({
  engine,
  attempts,
  native,
  electron,
  processor: cpu,
  node,
  platform,
}: Diagnosis): string[] {
  const chosen = engine === null ? 'none' : `${engine.engine} on ${engine.backend}`;
  return [
    `Engine         ${chosen}`,
    ...attempts.map(
      ({ engine: kind, backend, works, why }) =>
        `  ${works ? 'works' : 'fails'}  ${kind} on ${backend}: ${why}`,
    ),
    '',
    `Native library ${native.loaded ? 'loaded' : `not loaded: ${native.why}`}`,
    `  tfjs-node ${native.version ?? 'not installed'}, TensorFlow ${engine?.versions.tensorflow ?? 'unknown'}, tfjs ${engine?.versions.tfjs ?? 'unknown'}`,
    ...native.files.map((file) => `  ${file.exists ? 'present' : 'MISSING'}  ${file.path}`),
    '',
    `Electron       ${electron.path === null ? 'not unpacked yet: npm start does it' : `${electron.version ?? 'unknown version'}, ${electron.path}`}`,
    `Processor      ${cpu.model}, ${cpu.cores} cores`,
    `  ${cpu.features.length > 0 ? cpu.features.join(' ') : 'its instruction sets are not told by this system'}`,
    `Node           ${node} on ${platform}`,
  ];
}
