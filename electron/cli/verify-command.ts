// `unroll verify <dir or bundle>`: trains again what a record holds, and tells whether the same numbers come out.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assertNever } from '../../src-core/assert-never';
import {
  CLOSE_STEPS,
  CLOSE_TOLERANCE,
  type Comparison,
  type Verified,
} from '../../src-core/contract/verification';
import { repeatJobs } from '../runs/repeat';
import { compareRecords, readVerifiable } from '../runs/verification';
import type { Command } from './command';
import { engineHelp, engineOptions, isForced, readEngineChoice } from './engine-options';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { columns } from './run-report';
import { withRecorded } from './recorded-path';
import { trainExperiment } from './train-experiment';
import { UsageError } from './usage-error';

const options = { ...engineOptions, json: { type: 'boolean' } } as const;

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'trains a recorded experiment again and compares it step by step',
  help: [
    'unroll verify <dir or bundle> [options]',
    '',
    'Trains what the folder, or the bundle (*.unroll), holds again, from the recorded first weights and on the recorded engine, and',
    'says of every run whether it is identical, within the rule, or from which step it differs. The rule: identical to the bit where',
    `engine, versions and CPU features are the same, else the first ${CLOSE_STEPS} steps to ${CLOSE_TOLERANCE} of each number. Nothing that was recorded changes.`,
    '',
    ...engineHelp,
    '  --json            the last line of standard output is one JSON object',
    '',
    'Exit code: 0 every run is identical or within the rule, 1 one differs, 2 bad input, 130 interrupted.',
  ],
  async run(args, context) {
    const { terminal } = context;
    const { values, positionals } = parseOptions('verify', args, options);
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) {
      const got = folder === undefined ? 'none' : `also ${rest.join(' ')}`;
      throw new UsageError([`verify expects one folder or bundle of a recorded experiment, got ${got}.`]);
    }
    const given = terminal.resolve(folder);
    return withRecorded(given, (dir) => verify({ given, dir, values }, context));
  },
};

interface VerifyRequest {
  /** Absolute path as it was given. */
  readonly given: string;
  /** Absolute path of the experiment's folder: the same, or what a bundle held. */
  readonly dir: string;
  readonly values: ReturnType<typeof parseOptions<typeof options>>['values'];
}

async function verify(
  { given, dir, values }: VerifyRequest,
  { terminal, hostScript }: Parameters<Command['run']>[1],
): Promise<number> {
  const recorded = readVerifiable(dir, given);
  if (recorded.kind === 'refused') throw new UsageError(recorded.problems);
  const { experiment, files, manifest } = recorded;
  const asked = readEngineChoice(values);
  const recordedOn = { engine: manifest.engine ?? 'auto', backend: manifest.backend ?? 'auto' } as const;
  const again = mkdtempSync(path.join(os.tmpdir(), 'unroll-verify-'));
  try {
    const { exitCode } = await trainExperiment(
      {
        experiment,
        files,
        dir: again,
        mode: 'new',
        choice: isForced(asked) ? asked : recordedOn,
        weights: null,
        take: (jobs) => repeatJobs(dir, manifest, jobs),
        hostScript,
      },
      terminal,
    );
    if (exitCode === exitCodes.interrupted) return exitCode;
    const verified = await compareRecords(dir, manifest, again);
    if (values.json === true) terminal.result(verifiedJson(verified));
    else for (const line of verifiedTable(verified)) terminal.result(line);
    return verified.runs.some(({ comparison }) => comparison.kind === 'differs')
      ? exitCodes.failed
      : exitCodes.ok;
  } finally {
    rmSync(again, { recursive: true, force: true });
  }
}

function verifiedTable({ runs, differences }: Verified): readonly string[] {
  const rows = runs.map(({ lane, seed, comparison }) => [lane, String(seed), comparisonText(comparison)]);
  const how =
    differences.length === 0
      ? 'Compared to the bit: engine, versions and CPU features are those of the record.'
      : `What is not identical was compared over the first ${CLOSE_STEPS} steps to ${CLOSE_TOLERANCE}: ${differences.join('; ')}.`;
  return [...columns([['lane', 'seed', 'result'], ...rows], [false, true, false]), how];
}

function comparisonText(comparison: Comparison): string {
  switch (comparison.kind) {
    case 'identical':
      return `identical, ${comparison.steps} steps`;
    case 'close':
      return `within the rule, ${comparison.steps} steps`;
    case 'differs': {
      const { step, what } = comparison;
      return `differs ${step === null ? 'after the last step' : `from step ${step}`}: ${what}`;
    }
    default:
      return assertNever(comparison);
  }
}

function verifiedJson({ runs, differences }: Verified): string {
  return JSON.stringify({
    exact: differences.length === 0,
    differences,
    runs: runs.map(({ lane, seed, comparison }) => ({ lane, seed, ...comparison })),
  });
}
