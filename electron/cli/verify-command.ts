// `unroll verify <dir>`: trains again what a folder holds, and tells whether the same numbers come out.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CLOSE_STEPS, CLOSE_TOLERANCE, type Comparison } from '../../src-core/export/compare-numbers';
import type { Manifest, ManifestRun } from '../../src-core/export/manifest';
import { readRecorded } from '../runs/recorded-experiment';
import { compareRun, environmentDifferences, repeatJobs } from '../runs/repeat';
import type { Command } from './command';
import { engineHelp, engineOptions, isForced, readEngineChoice } from './engine-options';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { columns } from './run-report';
import { trainExperiment } from './train-experiment';
import { UsageError } from './usage-error';

const options = { ...engineOptions, json: { type: 'boolean' } } as const;

interface VerifiedRun {
  readonly run: ManifestRun;
  readonly comparison: Comparison;
}

interface Verified {
  readonly runs: readonly VerifiedRun[];
  /** Why the comparison is not to the bit; none: it is. */
  readonly differences: readonly string[];
}

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'trains a recorded experiment again and compares it step by step',
  help: [
    'unroll verify <dir> [options]',
    '',
    'Trains what <dir> holds again, from the recorded first weights and on the recorded engine, and compares: to the bit where',
    `engine, versions and CPU features are the same, else the first ${CLOSE_STEPS} steps to ${CLOSE_TOLERANCE} of each number. Nothing in <dir> changes.`,
    '',
    ...engineHelp,
    '  --json            the last line of standard output is one JSON object',
    '',
    'Exit code: 0 the same numbers came out, 1 others did, 2 bad input, 130 interrupted.',
  ],
  async run(args, { terminal, hostScript }) {
    const { values, positionals } = parseOptions('verify', args, options);
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) {
      const got = folder === undefined ? 'none' : `also ${rest.join(' ')}`;
      throw new UsageError([`verify expects one folder of a recorded experiment, got ${got}.`]);
    }
    const dir = terminal.resolve(folder);
    const { experiment, manifest } = recordedIn(dir);
    const asked = readEngineChoice(values);
    const recordedOn = { engine: manifest.engine ?? 'auto', backend: manifest.backend ?? 'auto' } as const;
    const again = mkdtempSync(path.join(os.tmpdir(), 'unroll-verify-'));
    try {
      const { exitCode } = await trainExperiment(
        {
          experiment,
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
      const verified = await compare(dir, manifest, again);
      if (values.json === true) terminal.result(verifiedJson(verified));
      else for (const line of verifiedTable(verified)) terminal.result(line);
      return verified.runs.every(({ comparison }) => comparison.kind === 'same')
        ? exitCodes.ok
        : exitCodes.failed;
    } finally {
      rmSync(again, { recursive: true, force: true });
    }
  },
};

/** @throws UsageError where the folder holds nothing to compare with */
function recordedIn(dir: string): Extract<ReturnType<typeof readRecorded>, { kind: 'recorded' }> {
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') throw new UsageError(recorded.problems);
  if (recorded.manifest.status === 'running')
    throw new UsageError([
      `${dir} was not closed: it is being trained, or was interrupted by force. Use run --resume first.`,
    ]);
  if (recorded.manifest.runs.every(({ steps }) => steps === 0))
    throw new UsageError([`${dir} holds no step of any run: there is nothing to compare.`]);
  return recorded;
}

async function compare(dir: string, recorded: Manifest, again: string): Promise<Verified> {
  const repeated = readRecorded(again);
  if (repeated.kind === 'refused') throw new UsageError(repeated.problems);
  const differences = environmentDifferences(recorded, repeated.manifest);
  const runs: VerifiedRun[] = [];
  for (const run of recorded.runs.filter(({ steps }) => steps > 0)) {
    runs.push({ run, comparison: await compareRun(dir, run, again, differences.length === 0) });
  }
  return { runs, differences };
}

function verifiedTable({ runs, differences }: Verified): readonly string[] {
  const rows = runs.map(({ run, comparison }) => [
    run.lane,
    String(run.seed),
    comparison.kind === 'same' ? `the same, ${comparison.steps} steps` : `differs: ${comparison.where}`,
  ]);
  const how =
    differences.length === 0
      ? 'Compared to the bit: engine, versions and CPU features are those of the record.'
      : `Compared over the first ${CLOSE_STEPS} steps to ${CLOSE_TOLERANCE}: ${differences.join('; ')}.`;
  return [...columns([['lane', 'seed', 'result'], ...rows], [false, true, false]), how];
}

function verifiedJson({ runs, differences }: Verified): string {
  return JSON.stringify({
    exact: differences.length === 0,
    differences,
    runs: runs.map(({ run: { lane, seed }, comparison }) => ({ lane, seed, ...comparison })),
  });
}
