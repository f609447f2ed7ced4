// What a person takes away: asked where to, made by the exporter process, told what came of it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, clipboard } from 'electron';
import {
  EXPORT_SUFFIXES,
  type ExportFormatName,
  type ExportJob,
  type ExportOutcome,
  type ExportReply,
  type ExportWhat,
  type ExportRequest,
} from '../../src-core/contract/export-request';
import type { RecordSubject } from '../../src-core/contract/recorded-list';
import type { Experiment } from '../../src-core/experiment/experiment';
import { readRecorded } from '../runs/recorded-experiment';
import { copyPng } from './clipboard-image';
import { plainName } from './experiment-file';

export interface ExportDeskOptions {
  /** Absolute path of the experiment's folder. @throws Error with a sentence where there is none */
  readonly folderOf: (subject: RecordSubject) => string;
  /** Asks for a file or folder. @returns absolute path, or null where none was chosen */
  readonly choosePath: (suggested: string, suffix: string | null) => Promise<string | null>;
  readonly run: (job: ExportJob) => Promise<ExportOutcome>;
}

export class ExportDesk {
  /** Where the last export went: the next begins there. */
  private folder: string | null = null;

  constructor(private readonly options: ExportDeskOptions) {}

  /** @throws Error with a sentence where there is nothing of that name */
  async make({ of, what, to }: ExportRequest): Promise<ExportReply> {
    const dir = this.options.folderOf(of);
    if (to === 'clipboard') return copied(await this.options.run({ dir, what, out: null }), what.format);
    const recorded = readRecorded(dir);
    if (recorded.kind === 'refused') return { kind: 'refused', why: recorded.problems.join(' ') };
    const out = await this.chosenPath(this.suggested(recorded.experiment, what), what);
    if (out === null) return { kind: 'cancelled' };
    this.folder = path.dirname(out);
    const outcome = await this.options.run({ dir, what, out });
    return outcome.kind === 'refused' ? outcome : { kind: 'written', path: out };
  }

  private suggested(experiment: Experiment, what: ExportWhat): string {
    return path.join(this.folder ?? app.getPath('documents'), exportName(experiment, what));
  }

  /** The dialog asks before it names what exists; a file that exists under its full name is asked for again. */
  private async chosenPath(suggested: string, what: ExportWhat): Promise<string | null> {
    const suffix = EXPORT_SUFFIXES[what.format];
    const chosen = await this.options.choosePath(suggested, suffix);
    if (chosen === null || suffix === null) return chosen;
    if (path.extname(chosen).toLowerCase() === suffix) return chosen;
    const file = `${chosen}${suffix}`;
    return existsSync(file) ? this.chosenPath(file, what) : file;
  }
}

/** `sin cos loss.svg`: of what it is, which part, and for a folder in which format. */
function exportName(experiment: Experiment, { format, run, chart }: ExportWhat): string {
  const suffix = EXPORT_SUFFIXES[format];
  const parts = [plainName(experiment), chart, run?.replaceAll('/', ' '), suffix === null ? format : null];
  return parts.filter((part) => part !== null && part !== undefined).join(' ') + (suffix ?? '');
}

async function copied(outcome: ExportOutcome, format: ExportFormatName): Promise<ExportReply> {
  if (outcome.kind === 'refused') return outcome;
  if (outcome.kind === 'written')
    throw new Error('Expected what was exported for the clipboard, got a file.');
  const { content } = outcome;
  // A long table comes as bytes.
  if (typeof content === 'string') await clipboard.writeText(content);
  else if (format === 'png') await copyPng(content);
  else await clipboard.writeText(new TextDecoder().decode(content));
  return { kind: 'copied' };
}
