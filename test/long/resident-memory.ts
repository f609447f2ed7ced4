// What a process holds, garbage aside.
import { setImmediate } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Collects garbage. The library's own memory goes in finalizers, which run in the next turn of the event loop. */
export async function collectGarbage(): Promise<void> {
  collect();
  await setImmediate();
  collect();
}

/** Resident memory in bytes after a collection of garbage. */
export async function residentMemory(): Promise<number> {
  await collectGarbage();
  return process.memoryUsage.rss();
}
