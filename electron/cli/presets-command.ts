// `unroll presets` and `unroll preset <id>`: the gallery, and its experiments as files.
import { experimentText } from '../../src-core/experiment/experiment-text';
import { nearestName } from '../../src-core/experiment/nearest-name';
import { type Preset, figureText, presetExperiment } from '../../src-core/experiment/presets/preset';
import { PRESETS } from '../../src-core/experiment/presets/presets';
import { jsonNumber } from '../../src-core/export/number-text';
import type { Command } from './command';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { UsageError } from './usage-error';

export const presetsCommand: Command = {
  name: 'presets',
  summary: 'lists the gallery of experiments with the figure each should show',
  help: [
    'unroll presets [--json]',
    '',
    'Lists the experiments of the gallery: what to look for, and what each came to over 20 seeds.',
    "'unroll preset <id>' prints the file of one.",
    '',
    '  --json            one JSON object on standard output',
  ],
  run(args, { terminal }) {
    const { values, positionals } = parseOptions('presets', args, { json: { type: 'boolean' } } as const);
    if (positionals.length > 0) {
      throw new UsageError([
        `presets expects no names, got ${positionals.join(' ')}. See 'unroll preset <id>'.`,
      ]);
    }
    if (values.json === true) terminal.result(JSON.stringify({ presets: PRESETS.map(presetJson) }));
    else for (const line of PRESETS.flatMap(presetLines)) terminal.result(line);
    return Promise.resolve(exitCodes.ok);
  },
};

export const presetCommand: Command = {
  name: 'preset',
  summary: 'prints the experiment file of a preset',
  help: [
    'unroll preset <id>',
    '',
    "Prints the experiment file of a preset, every field written out. 'unroll presets' lists the ids.",
    'For example: unroll preset clipping > clipping.unroll.json',
  ],
  run(args, { terminal }) {
    const { positionals } = parseOptions('preset', args, {});
    const [id, ...rest] = positionals;
    if (id === undefined || rest.length > 0) {
      throw new UsageError([
        `preset expects one id, got ${id === undefined ? 'none' : `also ${rest.join(' ')}`}.`,
      ]);
    }
    terminal.result(experimentText(presetExperiment(findPreset(id))).trimEnd());
    return Promise.resolve(exitCodes.ok);
  },
};

/** @throws UsageError with the nearest id, or all of them */
function findPreset(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (preset !== undefined) return preset;
  const ids = PRESETS.map((one) => one.id);
  const nearest = nearestName(id, ids);
  const expected =
    nearest === null ? `one of ${ids.join(', ')}.` : `a known preset: did you mean ${nearest}?`;
  throw new UsageError([`preset '${id}': expected ${expected}`]);
}

function presetLines(preset: Preset): readonly string[] {
  return [`${preset.id}: ${preset.title}`, `  ${preset.lookFor}`, `  ${figureText(preset)}`, ''];
}

function presetJson({ id, title, lookFor, figure, figureOf = 'loss' }: Preset): unknown {
  const lanes = figure.map(({ median, quartiles, ...lane }) => ({
    ...lane,
    median: jsonNumber(median),
    quartiles: quartiles.map(jsonNumber),
  }));
  return { id, title, lookFor, figureOf, figure: lanes };
}
