// Sessions that can be asked about their steps: that of the run that trains, and those of runs that have ended, as long as
// there is room. The one not asked for longest goes first; it can be made again (inspection-desk.ts).
import type { Session } from '../../src-core/training/session';

/** Memory that sessions of ended runs may take. */
const MOST_BYTES = 128 * 2 ** 20;

/** Parameters and two moments, four bytes each. */
const BYTES_PER_PARAMETER = 12;
/** A session keeps a checkpoint every thousand steps or more, and 64 at most; beside them the state itself and one more. */
const STEPS_PER_CHECKPOINT = 1000;
const MOST_CHECKPOINTS = 64;

interface Shelved {
  readonly session: Session;
  training: boolean;
}

export class SessionShelf {
  /** By run, in the order of last use. */
  private readonly sessions = new Map<string, Shelved>();

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** Takes the session of a run that trains: it stays until {@link end}. */
  begin(runId: string, session: Session): void {
    this.sessions.set(runId, { session, training: true });
  }

  /** The run has ended: its session stays while there is room. */
  end(runId: string): void {
    const shelved = this.sessions.get(runId);
    if (shelved === undefined) return;
    shelved.training = false;
    this.touch(runId, shelved);
    this.makeRoom();
  }

  /** Disposes the session of a run: it stands nowhere that could be told of. */
  discard(runId: string): void {
    this.sessions.get(runId)?.session.dispose();
    this.sessions.delete(runId);
  }

  find(runId: string): Session | null {
    const shelved = this.sessions.get(runId);
    if (shelved === undefined) return null;
    this.touch(runId, shelved);
    return shelved.session;
  }

  private touch(runId: string, shelved: Shelved): void {
    this.sessions.delete(runId);
    this.sessions.set(runId, shelved);
  }

  /** The last one stays, however large. */
  private makeRoom(): void {
    let room = this.mostBytes;
    const kept = [...this.sessions].filter(([, { training }]) => !training).reverse();
    kept.forEach(([runId, { session }], place) => {
      room -= bytesOf(session);
      if (room < 0 && place > 0) this.discard(runId);
    });
  }
}

function bytesOf({ step, parameterCount }: Session): number {
  const checkpoints = Math.min(MOST_CHECKPOINTS, 1 + step / STEPS_PER_CHECKPOINT);
  return BYTES_PER_PARAMETER * parameterCount * (2 + checkpoints);
}
