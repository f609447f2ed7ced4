// What carries messages between the trainer host and its commander: an Electron utility process, or a child of Node.

/** A port that run events go to besides the commander: the window's. */
export interface SeriesPort {
  post(message: unknown): void;
  close(): void;
}

export interface Transport {
  /** `utility`: forked by Electron, beside a window; `child`: forked by Node. */
  readonly kind: 'utility' | 'child';
  post(message: unknown): void;
  /** For the life of the process. `ports`: those that came with the message. */
  onMessage(listener: (message: unknown, ports: readonly SeriesPort[]) => void): void;
  /** The commander is gone. */
  onClose(listener: () => void): void;
}

/** Electron's `process.parentPort` and its MessagePortMain, as far as they are used; this file imports no electron. */
interface ElectronPort {
  postMessage(message: unknown): void;
  start?(): void;
  close(): void;
}
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: readonly ElectronPort[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** @throws Error when this process was forked by neither Electron nor Node: there is nobody to talk to */
export function openTransport(process: NodeJS.Process): Transport {
  const { parentPort } = process as { readonly parentPort?: ElectronParentPort };
  if (parentPort !== undefined) return utilityTransport(parentPort);
  if (process.send !== undefined) return childTransport(process);
  throw new Error('host.cjs is a part of Unroll and runs as its child process: start Unroll instead.');
}

function utilityTransport(parent: ElectronParentPort): Transport {
  return {
    kind: 'utility',
    post: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      void parent.on('message', ({ data, ports }) => listener(data, ports.map(seriesPort))),
    onClose: (listener) => void parent.on('close', listener),
  };
}

function seriesPort(port: ElectronPort): SeriesPort {
  port.start?.();
  return { post: (message) => port.postMessage(message), close: () => port.close() };
}

function childTransport(process: NodeJS.Process): Transport {
  return {
    kind: 'child',
    post: (message) => {
      // A commander that has just gone is told by `disconnect`; what was meant for it has no receiver.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}
