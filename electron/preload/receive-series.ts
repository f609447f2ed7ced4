// Run events for the page: each once and in order, however often their source changes. What a page has is known by the
// events themselves (steps, start, end), for after a crash its source may have had less of them than the page. Knows nothing
// of Electron.
import { chunkFrom, endOf } from '../../src-core/contract/chunk-span';
import { assertNever } from '../../src-core/assert-never';
import type { SeriesHandover } from '../../src-core/contract/ipc';
import { parseRunEvent } from '../../src-core/contract/parse-run-event';
import type { RunAdjusted, RunEvent } from '../../src-core/contract/run-event';

type Listener = (event: RunEvent) => void;

export interface SeriesSource {
  /** Asks main for the events; called with the first listener. */
  subscribe(): void;
  /** Called with every handover and the ports that came with it. */
  onHandover(listener: (handover: SeriesHandover, ports: readonly MessagePort[]) => void): void;
}

/** What the page has of a run. */
interface Had {
  started: boolean;
  /** The next step it has not. */
  steps: number;
  /** Steps taken before its last evaluation; −1: it has none. */
  evaluatedAt: number;
  /** Step before which it is paused; null: it is not. */
  pausedAt: number | null;
  /** By step: what was in force from it on. */
  readonly adjusted: Map<number, string>;
  ended: boolean;
}

/** Returns `onRunEvent`: a listener in, its unsubscribe out. */
export function receiveSeries(source: SeriesSource): (listener: Listener) => () => void {
  const listeners = new Set<Listener>();
  const had = new Map<string, Had>();
  let subscribed = false;
  let ports: readonly MessagePort[] = [];

  const deliver = (value: unknown): void => {
    const event = parseRunEvent(value);
    const known = had.get(event.runId) ?? {
      started: false,
      steps: 0,
      evaluatedAt: -1,
      pausedAt: null,
      adjusted: new Map(),
      ended: false,
    };
    had.set(event.runId, known);
    const rest = missing(event, known);
    if (rest === null) return;
    note(rest, known);
    for (const listener of [...listeners]) tell(listener, rest);
  };

  source.onHandover(({ events }, newPorts) => {
    // Meant for the page before this one: what this page asks for is still to come.
    if (!subscribed) return;
    for (const port of ports) port.close();
    ports = newPorts;
    for (const event of events) deliver(event);
    // Setting the listener starts the port.
    for (const port of ports) port.onmessage = (message: MessageEvent<unknown>) => deliver(message.data);
  });

  return (listener) => {
    // A listener that comes alone has heard of nothing yet: it gets all of it, as the first one did.
    if (listeners.size === 0) {
      had.clear();
      subscribed = true;
      source.subscribe();
    }
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}

/** One listener that throws costs neither the others nor later events; the page's log has the error. */
function tell(listener: Listener, event: RunEvent): void {
  try {
    listener(event);
  } catch (error) {
    reportError(error);
  }
}

/** The part of an event that the page does not have yet; null where it has all of it. */
function missing(event: RunEvent, had: Had): RunEvent | null {
  switch (event.kind) {
    case 'run-started':
      return had.started ? null : event;
    case 'chunk':
      return chunkFrom(event, had.steps);
    case 'evaluated':
      return event.step <= had.evaluatedAt ? null : event;
    case 'run-paused':
      return had.pausedAt === event.step || event.step < had.steps ? null : event;
    case 'run-resumed':
      return had.pausedAt === null ? null : event;
    case 'adjusted':
      return had.adjusted.get(event.step) === figuresOf(event) ? null : event;
    case 'run-ended':
      return had.ended ? null : event;
    default:
      return assertNever(event);
  }
}

const figuresOf = ({ learningRate, clipLimit }: RunAdjusted): string => `${learningRate} ${clipLimit}`;

function note(event: RunEvent, had: Had): void {
  switch (event.kind) {
    case 'run-started':
      had.started = true;
      return;
    case 'chunk':
      had.steps = endOf(event);
      return;
    case 'evaluated':
      had.evaluatedAt = event.step;
      return;
    case 'run-paused':
      had.pausedAt = event.step;
      return;
    case 'run-resumed':
      had.pausedAt = null;
      return;
    case 'adjusted':
      had.adjusted.set(event.step, figuresOf(event));
      return;
    case 'run-ended':
      had.ended = true;
      return;
    default:
      assertNever(event);
  }
}
