// The worker thread as the host sees it. One per process and for its whole life: a second thread in one process cannot load
// the native addon that npm ships, and a library that failed once is not to be trusted. A lost worker costs the process.
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './worker-message';

export interface WorkerThread {
  post(request: WorkerRequest): void;
  /** Asks the thread to end; resolves when it has, or after `graceMs` when it has not. */
  end(graceMs: number): Promise<'ended' | 'stuck'>;
}

export interface WorkerListener {
  onReply(reply: WorkerReply): void;
  /** The thread is gone, or is about to be: by an exception that nobody caught, or without one. */
  onLost(cause: { readonly error: unknown } | { readonly exitCode: number }): void;
}

/** @param script absolute path of `worker.cjs` */
export function startWorkerThread(script: string, listener: WorkerListener): WorkerThread {
  const worker = new Worker(script);
  worker.on('message', (reply: WorkerReply) => listener.onReply(reply));
  worker.on('messageerror', (error) => listener.onLost({ error }));
  worker.on('error', (error) => listener.onLost({ error }));
  worker.on('exit', (exitCode) => listener.onLost({ exitCode }));
  return {
    post: (request) => worker.postMessage(request),
    end: (graceMs) =>
      new Promise((resolve) => {
        worker.once('exit', () => resolve('ended'));
        setTimeout(() => resolve('stuck'), graceMs);
        worker.postMessage({ kind: 'close' } satisfies WorkerRequest);
      }),
  };
}
