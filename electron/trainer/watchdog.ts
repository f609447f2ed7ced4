// Tells a worker that hangs from one that works hard. A thread that is inside a native call cannot say anything, so silence
// is judged by what the worker is about: making a program may take minutes, a step as long as steps have taken so far.
import type { WorkerPhase } from './worker-message';

/** Longest silence by phase, before anything is known of how long steps take. */
const longestSilenceMs: Readonly<Record<WorkerPhase, number>> = {
  preparing: 120_000,
  compiling: 600_000,
  training: 10_000,
  inspecting: 600_000,
  idle: 10_000,
};

/** A chunk may take this many times the longest so far. */
const patience = 20;

/** After a stop was asked for: how long the worker may take to notice, and in how many of its longest chunks. */
const stopSilenceMs = 2_000;
const stopPatience = 3;

export const watchdogTickMs = 250;

export class Watchdog {
  private phase: WorkerPhase = 'idle';
  private silentMs = 0;
  private longestChunkMs = 0;
  private stopAsked = false;

  /** The worker said something. */
  heard(): void {
    this.silentMs = 0;
  }

  enter(phase: WorkerPhase): void {
    this.phase = phase;
    // Looking at a step, or testing, says nothing about how long steps take.
    if (phase !== 'training' && phase !== 'inspecting') this.longestChunkMs = 0;
    if (phase === 'idle') this.stopAsked = false;
  }

  tookChunk(elapsedMs: number): void {
    this.longestChunkMs = Math.max(this.longestChunkMs, elapsedMs);
  }

  /** From now on a person waits. */
  askedToStop(): void {
    this.stopAsked = true;
    this.silentMs = 0;
  }

  /**
   * Counts the time since the last tick.
   * @param elapsedMs as the clock has it; a machine that slept counts as one that ticked twice
   * @returns the silence in milliseconds when it has become too long, else null
   */
  tick(elapsedMs: number): number | null {
    this.silentMs += Math.min(elapsedMs, 2 * watchdogTickMs);
    return this.silentMs > this.limitMs() ? this.silentMs : null;
  }

  private limitMs(): number {
    // A program is being made, as when compiling; nobody can be told to stop in the middle of it.
    if (this.stopAsked && this.phase !== 'inspecting')
      return Math.max(stopSilenceMs, stopPatience * this.longestChunkMs);
    return Math.max(longestSilenceMs[this.phase], patience * this.longestChunkMs);
  }
}
