// The page's end of the run events, over real message channels: each event once, in order, however their source changes.
import { once } from 'node:events';
import { MessageChannel as Channel, type MessagePort as Port } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { receiveSeries } from '../../electron/preload/receive-series';
import type { SeriesHandover } from '../../src-core/contract/ipc';
import type { RunEvent } from '../../src-core/contract/run-event';
import { chunk, ended, evaluated, started } from '../renderer/runs/run-events';

const open: Port[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
  vi.unstubAllGlobals();
});

/** One step after another, each a chunk of its own. */
const step = (at: number): RunEvent => chunk(at, [at]);

/** A page whose main is played by the test: hands over, and posts through the ports it keeps. */
function page() {
  let handedOver: (handover: SeriesHandover, ports: readonly MessagePort[]) => void = () => undefined;
  let asked = 0;
  const onRunEvent = receiveSeries({
    subscribe: () => (asked += 1),
    onHandover: (listener) => (handedOver = listener),
  });
  const handOver = (events: readonly RunEvent[]): Port => {
    const { port1, port2 } = new Channel();
    open.push(port1, port2);
    handedOver({ events }, [port2 as unknown as MessagePort]);
    return port1;
  };
  return { onRunEvent, handOver, asked: () => asked };
}

/** Collects events; `until(n)` resolves once there are n. */
function collect(onRunEvent: (listener: (event: RunEvent) => void) => () => void) {
  const events: RunEvent[] = [];
  let arrived: () => void = () => undefined;
  const off = onRunEvent((event) => {
    events.push(event);
    arrived();
  });
  const until = async (count: number): Promise<readonly RunEvent[]> => {
    while (events.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    return events;
  };
  return { events, until, off };
}

describe('receiveSeries', () => {
  it('tells each evaluation once, whoever repeats it', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([started(), evaluated(0), step(0), evaluated(1)]);
    const port = handOver([started(), step(0), evaluated(0), evaluated(1)]);
    port.postMessage(evaluated(1));
    port.postMessage(evaluated(2, { accuracy: 0.5 }));
    const events = await until(5);
    expect(events.flatMap((event) => (event.kind === 'evaluated' ? [event.step] : []))).toEqual([0, 1, 2]);
    expect(events.at(-1)).toEqual(evaluated(2, { accuracy: 0.5 }));
  });

  it('asks once, with the first listener', () => {
    const { onRunEvent, asked } = page();
    expect(asked()).toBe(0);
    onRunEvent(() => undefined);
    onRunEvent(() => undefined);
    expect(asked()).toBe(1);
  });

  it('tells what was before, then what comes through the port', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    const port = handOver([step(0), step(1)]);
    port.postMessage(step(2));
    expect(await until(3)).toEqual([step(0), step(1), step(2)]);
  });

  it('takes only the rest from a source that follows another', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([step(0)]).postMessage(step(1));
    await until(2);
    handOver([step(0), step(1), step(2)]).postMessage(step(3));
    expect(await until(4)).toEqual([0, 1, 2, 3].map(step));
  });

  it('goes on when the events of an earlier experiment are no longer kept', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([step(0), step(1)]);
    handOver([]).postMessage(step(2));
    expect(await until(3)).toEqual([0, 1, 2].map(step));
  });

  it('does not lose the next event where it got one that main never did', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([step(0)]).postMessage(step(1));
    await until(2);
    handOver([step(0)]).postMessage(step(2));
    expect(await until(3)).toEqual([step(0), step(1), step(2)]);
  });

  it('hears of the end of a run of which it had more than main', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([started(), step(0)]).postMessage(step(1));
    await until(3);
    handOver([started(), step(0), ended({ steps: 1 })]);
    expect(await until(4)).toEqual([started(), step(0), step(1), ended({ steps: 1 })]);
  });

  it('takes of a long chunk what it does not have', async () => {
    const { onRunEvent, handOver } = page();
    const { until } = collect(onRunEvent);
    handOver([started()]).postMessage(chunk(0, [0, 1], Infinity, 8));
    await until(2);
    handOver([started(), chunk(0, [0, 1, 2, 3], Infinity, 16)]);
    expect((await until(3))[2]).toEqual(chunk(2, [2, 3], Infinity, 8));
  });

  it('learns from a new source only what has changed: a pause, a resumption, an end', async () => {
    const { onRunEvent, handOver } = page();
    const { events } = collect(onRunEvent);
    const paused: RunEvent = { kind: 'run-paused', runId: 'a', step: 1 };
    const resumed: RunEvent = { kind: 'run-resumed', runId: 'a' };
    handOver([started(), step(0), resumed]);
    handOver([started(), step(0), paused]);
    handOver([started(), step(0), paused]);
    handOver([started(), step(0), resumed]);
    handOver([started(), step(0), resumed, ended()]);
    handOver([started(), step(0), resumed, ended()]);
    expect(events).toEqual([started(), step(0), paused, resumed, ended()]);
  });

  it('goes on where a listener throws, and tells of it', async () => {
    const { onRunEvent, handOver } = page();
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const fault = new Error('cannot be drawn');
    onRunEvent(() => {
      throw fault;
    });
    const { until } = collect(onRunEvent);
    handOver([step(0)]).postMessage(step(1));
    expect(await until(2)).toEqual([step(0), step(1)]);
    expect(reported).toEqual([fault, fault]);
  });

  it('closes the port it has for the one it gets', async () => {
    const { onRunEvent, handOver } = page();
    collect(onRunEvent);
    const first = handOver([]);
    const closed = once(first, 'close');
    handOver([]);
    await closed;
  });

  it('ignores what was meant for the page before it', async () => {
    const { onRunEvent, handOver } = page();
    handOver([step(0)]);
    const { until } = collect(onRunEvent);
    handOver([step(0), step(1)]);
    expect(await until(2)).toEqual([step(0), step(1)]);
  });

  it('tells every listener, and none that has unsubscribed', async () => {
    const { onRunEvent, handOver } = page();
    const [one, other] = [collect(onRunEvent), collect(onRunEvent)];
    const port = handOver([step(0)]);
    one.off();
    port.postMessage(step(1));
    expect(await other.until(2)).toEqual([step(0), step(1)]);
    expect(one.events).toEqual([step(0)]);
  });

  it('refuses what is no run event', () => {
    const { onRunEvent, handOver } = page();
    collect(onRunEvent);
    expect(() => handOver([{ kind: 'surprise' } as unknown as RunEvent])).toThrow(
      'A run event cannot be read',
    );
  });
});
