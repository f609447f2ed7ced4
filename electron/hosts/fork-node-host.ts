// A trainer host forked with Node: what the command line uses.
import { fork } from 'node:child_process';
import { parseHostEvent } from '../../src-core/contract/parse-host-message';
import type { HostEvent } from '../../src-core/contract/host-message';
import { createEvent } from './event';
import type { HostExit, HostProcess } from './host-process';
import { passOnLog } from './native-log';

/**
 * Forks the host's bundle as a child of this Node process. Its standard output goes to this one's standard error, so that
 * nothing a library prints can get between a program and its output.
 * @param script absolute path of `host.cjs`
 * @param environment variables besides those of this process
 */
export function forkNodeHost(
  script: string,
  environment: Readonly<Record<string, string>> = {},
): HostProcess {
  const events = createEvent<HostEvent>();
  const exits = createEvent<HostExit>();
  const child = fork(script, [], {
    serialization: 'advanced',
    env: { ...process.env, ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) passOnLog(output, process.stderr);
  }
  let gone = false;
  const end = (exit: HostExit): void => {
    if (gone) return;
    gone = true;
    exits.emit(exit);
  };
  child.on('message', (message) => events.emit(parseHostEvent(message)));
  child.on('exit', (code, signal) => end({ code, signal }));
  child.on('error', () => {
    // Could not be started, or a command met a process that is ending: the exit tells the rest.
    if (child.pid === undefined) end({ code: null, signal: null });
  });
  return {
    post: (command) => {
      if (child.connected) child.send(command, () => undefined);
    },
    onEvent: (listener) => events.on(listener),
    onExit: (listener) => exits.on(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
