// What the window asks of everything that was recorded.
import path from 'node:path';
import type { OpenReply } from '../../src-core/contract/ipc';
import { adjustmentsIn } from '../runs/recorded-experiment';
import { readSeries } from '../runs/recorded-series';
import { recordedEvents } from '../runs/recorded-events';
import type { RecordLibrary } from '../runs/library/record-library';
import type { Handlers } from './ipc';
import type { Trainer } from './trainer';

type RecordChannel = Extract<keyof Handlers, `records:${string}`>;

export interface RecordHandling {
  readonly library: RecordLibrary;
  readonly trainer: () => Trainer;
  /** Asks what has to be asked before an experiment becomes the open one, and lets it. */
  readonly enter: (request: () => Promise<OpenReply>) => Promise<OpenReply>;
  /** Shows a folder in the system's file manager. */
  readonly reveal: (folder: string) => Promise<void>;
}

export function recordHandlers({
  library,
  trainer,
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
      return recordedEvents(read.series, (folder) => ({
        runId: `${id}/${folder}`,
        adjustments: adjustmentsIn(path.join(dir, folder)),
        upTo: null,
      }));
    },
    'records:reveal': async ({ id }) => {
      await reveal(library.dirOf(id));
      return null;
    },
  };
}

function done(change: () => void): null {
  change();
  return null;
}
