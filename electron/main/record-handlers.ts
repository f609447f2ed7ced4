// What the window asks of everything that was recorded.
import path from 'node:path';
import type { OpenReply } from '../../src-core/contract/ipc';
import type { RecordSubject } from '../../src-core/contract/recorded-list';
import { importRecord } from '../runs/library/import-record';
import { adjustmentsIn, readRecorded } from '../runs/recorded-experiment';
import { recordedData } from '../runs/task-files/recorded-task-files';
import { readSeries } from '../runs/recorded-series';
import { recordedEvents } from '../runs/recorded-events';
import type { RecordLibrary } from '../runs/library/record-library';
import type { Handlers } from './ipc';
import { newRunFolder } from './run-folders';
import type { Trainer } from './trainer';
import type { Verifier } from './verifier';

type RecordChannel = Extract<keyof Handlers, `records:${string}`>;

export interface RecordHandling {
  readonly library: RecordLibrary;
  readonly trainer: () => Trainer;
  readonly verifier: Verifier;
  /** Absolute path of the experiment's folder. @throws Error where there is none */
  readonly folderOf: (subject: RecordSubject) => string;
  /** Asks what has to be asked before an experiment becomes the open one, and lets it. */
  readonly enter: (request: () => Promise<OpenReply>) => Promise<OpenReply>;
  /** Shows a folder in the system's file manager. */
  readonly reveal: (folder: string) => Promise<void>;
}

export function recordHandlers({
  library,
  trainer,
  verifier,
  folderOf,
  enter,
  reveal,
}: RecordHandling): Pick<Handlers, RecordChannel> {
  return {
    'records:list': () => library.list(),
    'records:annotate': ({ id, notes }) => done(() => library.annotate(id, notes)),
    'records:delete': ({ ids }) => done(() => ids.forEach((id) => library.remove(id))),
    'records:restore': ({ ids }) => done(() => ids.forEach((id) => library.restore(id))),
    'records:empty-bin': () => done(() => library.emptyBin()),
    'records:open': ({ id }) => enter(() => trainer().open(library.dirOf(id))),
    'records:continue': ({ id, pace }) => enter(() => trainer().continue(library.dirOf(id), pace)),
    'records:events': async ({ id }) => {
      const dir = library.dirOf(id);
      const read = await readSeries(dir);
      if (read.kind === 'refused') throw new Error(read.problems.join(' '));
      const dataOf = recordedData(dir, read.series);
      return recordedEvents(read.series, (folder) => ({
        runId: `${id}/${folder}`,
        data: dataOf(folder),
        adjustments: adjustmentsIn(path.join(dir, folder)),
        upTo: null,
      }));
    },
    'records:import': () => enter(() => importCurrent(library, trainer())),
    'records:verify': ({ id, of }) => verifier.verify(id, folderOf(of)),
    'records:verify-stop': ({ id }) => done(() => verifier.stop(id)),
    'records:reveal': async ({ id }) => {
      await reveal(library.dirOf(id));
      return null;
    },
  };
}

/** The experiment that was opened from elsewhere, from now on one of the library. */
async function importCurrent(library: RecordLibrary, trainer: Trainer): Promise<OpenReply> {
  const { current } = trainer;
  if (current === null || current.opened === null)
    return { kind: 'refused', why: 'What is shown is among the recorded experiments already.' };
  const recorded = readRecorded(current.folder);
  if (recorded.kind === 'refused') return { kind: 'refused', why: recorded.problems.join(' ') };
  const target = newRunFolder(library.folder, recorded.experiment.name, new Date());
  const why = importRecord(current.folder, recorded.manifest, target);
  return why === null ? trainer.open(target) : { kind: 'refused', why };
}

function done(change: () => void): null {
  change();
  return null;
}
