// Which process this is, and whether another still lives. A process id alone does not tell: ids are used again.
import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../../src-core/export/manifest';

interface ProcessState {
  readonly ended: boolean;
  readonly startTime: string | null;
}

/** Linux: state and start time (clock ticks since boot, made unique by the boot's id) from the proc file system. */
function linuxState(pid: number): ProcessState | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold anything: the rest begins after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { ended: fields[0] === 'Z' || fields[0] === 'X', startTime: `${boot}/${fields[19]}` };
  } catch {
    // No such process, or no proc file system: signal 0 decides.
    return null;
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The identity of a living process; by default this one. */
export function identityOf(pid: number = process.pid): ProcessIdentity {
  return { pid, startTime: linuxState(pid)?.startTime ?? null };
}

/** True while that very process lives: not merely one with its id. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!Number.isSafeInteger(identity.pid) || identity.pid <= 0 || !answersSignal(identity.pid)) return false;
  const state = linuxState(identity.pid);
  if (state === null) return true;
  return !state.ended && (identity.startTime === null || identity.startTime === state.startTime);
}
