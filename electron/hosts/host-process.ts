// A trainer host process as its commander sees it, whatever carries the messages. Electron main implements this over
// utilityProcess, the command line over child_process (fork-node-host.ts).
import type { HostCommand, HostEvent } from '../../src-core/contract/host-message';

/** How a process ended: its exit code, or the signal that ended it. Never both; both null where it is not known. */
export interface HostExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One process, from fork to exit. Every `on…` returns its own unsubscribe. */
export interface HostProcess {
  /** Sends a command. A process that has ended ignores it: its exit tells. */
  post(command: HostCommand): void;
  /** Events in order, already parsed. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** Called once, after the last event. */
  onExit(listener: (exit: HostExit) => void): () => void;
  /** Ends the process at once, however it hangs; `onExit` follows. */
  kill(): void;
}

/** Starts a host process. Handed to the supervisor, which calls it again when a host is lost. */
export type ForkHost = () => HostProcess;
