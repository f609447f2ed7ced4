// Entry of the trainer host process. Electron main forks it as a utility process, the command line as a child of Node; a
// native crash in it costs one run, not the app. It trains in a worker thread (worker.ts), so that it can answer meanwhile.
import os from 'node:os';
import path from 'node:path';
import { setNativeEnvironment } from './native-environment';
import { serveTrainerHost } from './trainer-host';
import { openTransport } from './transport';
import { startWorkerThread } from './worker-thread';

const transport = openTransport(process);
setNativeEnvironment(process.env);
// Ctrl-C in a terminal reaches the whole group of processes. What it means is for the commander to say.
process.on('SIGINT', () => undefined);
// So do a terminal that closes and a request to end the group. A commander that is gone is told by its channel.
if (transport.kind === 'child') {
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined);
}
// The window beside it comes first. Threads inherit the priority of the one that starts them, so before the worker is.
if (transport.kind === 'utility') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

serveTrainerHost({
  transport,
  startWorker: (listener) => startWorkerThread(path.join(__dirname, 'worker.cjs'), listener),
  exit: (worker) => {
    if (worker === 'ended') process.exit(0);
    process.kill(process.pid, 'SIGKILL');
  },
});
