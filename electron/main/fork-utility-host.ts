// A trainer host forked as a utility process of Electron: a native crash in it takes neither main nor the window along.
import os from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { app, utilityProcess, type Details, type MessagePortMain, type UtilityProcess } from 'electron';
import { parseHostEvent } from '../../src-core/contract/parse-host-message';
import type { HostCommand, HostEvent } from '../../src-core/contract/host-message';
import { createEvent } from '../hosts/event';
import type { HostExit, HostProcess } from '../hosts/host-process';
import { passOnLog } from '../hosts/native-log';

/** A host whose series can also go to a port of their own. */
export interface UtilityHost extends HostProcess {
  /** Resolves once every later run event goes to the port as well; never where the process ends before. */
  attachSeries(port: MessagePortMain): Promise<void>;
}

/** How long to wait for the reason of an end nobody asked for. */
const LONGEST_WAIT_FOR_REASON_MS = 1000;

let forked = 0;

/**
 * @param script Absolute path of `host.cjs`.
 * @param errors Gets what the process and its libraries print.
 */
export function forkUtilityHost(script: string, errors: Writable): UtilityHost {
  const events = createEvent<HostEvent>();
  const exits = createEvent<HostExit>();
  forked += 1;
  // Electron says why a process is gone by the name of its service only, so the name is its own.
  const serviceName = `Unroll trainer ${forked}`;
  const child = utilityProcess.fork(script, [], { serviceName, stdio: 'pipe' });
  for (const output of [child.stdout, child.stderr]) {
    // Typed as the web's stream, and in fact one of Node's.
    if (output !== null) passOnLog(output as unknown as Readable, errors);
  }
  let asked = false;
  /** Those who gave a port, in order: each acknowledgement is for the first of them. */
  const attaching: (() => void)[] = [];
  events.on((event) => {
    if (event.kind === 'series-attached') attaching.shift()?.();
  });
  child.on('message', (message: unknown) => events.emit(parseHostEvent(message)));
  void exitOf(child, serviceName, () => asked).then((exit) => exits.emit(exit));
  const send = (command: HostCommand, ports: MessagePortMain[] = []): void => {
    if (command.kind === 'shutdown') asked = true;
    child.postMessage(command, ports);
  };
  return {
    post: (command) => send(command),
    onEvent: (listener) => events.on(listener),
    onExit: (listener) => exits.on(listener),
    kill: () => {
      asked = true;
      // Electron's own kill asks politely: a process that is stopped, or stuck in native code, need not hear it.
      if (child.pid !== undefined) killAtOnce(child.pid);
    },
    attachSeries: (port) =>
      new Promise((resolve) => {
        attaching.push(resolve);
        send({ kind: 'attach-series' }, [port]);
      }),
  };
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * How the process ended. Its own exit event tells 0 where a signal ended it; the app hears the signal, but by another way and
 * not always first.
 */
async function exitOf(child: UtilityProcess, name: string, asked: () => boolean): Promise<HostExit> {
  let hear: (details: Details) => void = () => undefined;
  const reason = new Promise<Details>((resolve) => (hear = resolve));
  const listener = (_event: unknown, details: Details): void => {
    if (details.name === name) hear(details);
  };
  app.on('child-process-gone', listener);
  const code = await new Promise<number>((resolve) => child.once('exit', resolve));
  const waited = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), asked() ? 0 : LONGEST_WAIT_FOR_REASON_MS);
  });
  const details = await Promise.race([reason, waited]);
  app.off('child-process-gone', listener);
  const signal = details === null ? null : signalOf(details);
  return signal === null ? { code: details?.exitCode ?? code, signal: null } : { code: null, signal };
}

/** Where a signal ended it, Electron gives the signal's number as the exit code. */
function signalOf({ reason, exitCode }: Details): string | null {
  if (reason !== 'crashed' && reason !== 'killed') return null;
  const found = Object.entries(os.constants.signals).find(([, number]) => number === exitCode);
  return found?.[0] ?? null;
}
