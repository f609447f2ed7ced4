// The runs on screen. Events of any other run are dropped: a run is current from the reply to its start until the next start
// is answered. Its first events may overtake that reply (they take another road), so they are kept until it is there.
import type { StartedRun } from '../../src-core/contract/ipc';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { Settings } from '../../src-core/experiment/experiment';
import { RunRecord } from './run-record';

/** A run of a started experiment with what the window needs to show it. */
export interface BookedRun {
  readonly run: StartedRun;
  readonly laneIndex: number;
  readonly settings: Settings;
  /** What the window calls its lane; absent: as it is trained. */
  readonly label?: string;
}

/** Routes run events to the current runs. */
export class RunBook {
  #runs: readonly RunRecord[] = [];
  #early: RunEvent[] | null = null;

  /** The current runs in lane, then seed order. */
  get runs(): readonly RunRecord[] {
    return this.#runs;
  }

  /** A start was asked for: keep events of runs not known yet. */
  expect(): void {
    this.#early = [];
  }

  /** The start was refused or failed: the runs before it stay current. */
  dismiss(): void {
    this.#early = null;
  }

  /** The start was answered: these runs are current now. */
  adopt(booked: readonly BookedRun[]): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.#runs = booked.map(
      ({ run, laneIndex, settings, label }) => new RunRecord(run, laneIndex, settings, label),
    );
    for (const event of early) this.apply(event);
  }

  /** Takes in an event; false where it belongs to no current run. */
  apply(event: RunEvent): boolean {
    const record = this.#runs.find((run) => run.identity.runId === event.runId);
    if (record === undefined) {
      this.#early?.push(event);
      return false;
    }
    record.apply(event);
    return true;
  }
}
