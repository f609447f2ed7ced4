// Brings run events to the window. While trainer processes live, each has a port straight to the window and main is not in
// between; what happened before, and what is told in place of a process, comes from main's own log with a new handover.
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { SeriesHandover } from '../../src-core/contract/ipc';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { RunEventSource } from '../hosts/supervised-host';
import type { RunLog } from './run-log';
import type { UtilityHost } from './fork-utility-host';

/** Hands a window the events so far together with the ports of those to come. */
export type HandOver = (handover: SeriesHandover, ports: MessagePortMain[]) => void;

export class SeriesFeed {
  private readonly hosts = new Set<UtilityHost>();
  private subscribed = false;
  /** Tells the latest attempt at a connection from those it overtook. */
  private attempt = 0;
  private connecting: NodeJS.Immediate | null = null;

  constructor(
    private readonly log: RunLog,
    private readonly handOver: HandOver,
  ) {}

  /** A page asks for the events. */
  subscribe(): void {
    this.subscribed = true;
    this.connect();
  }

  /** The page is gone; the next one asks for itself. */
  unsubscribe(): void {
    this.subscribed = false;
    this.attempt += 1;
  }

  /** Takes over a trainer process from its start; its end is noticed here. */
  useHost(host: UtilityHost): void {
    this.hosts.add(host);
    host.onExit(() => {
      this.hosts.delete(host);
      this.connect();
    });
    this.connect();
  }

  /** Takes in an event of the current experiment. One of a process goes its own way to the page. */
  tell(event: RunEvent, source: RunEventSource): void {
    this.log.append(event);
    if (source === 'commander') this.connect();
  }

  /** Once, however much happens in a turn of the event loop: the handover has all of it. */
  private connect(): void {
    if (!this.subscribed || this.connecting !== null) return;
    this.connecting = setImmediate(() => {
      this.connecting = null;
      this.attempt += 1;
      if (this.subscribed) void this.connectHosts(this.attempt);
    });
  }

  /** Once each process has acknowledged its port, the log holds at least the events that did not go through it. */
  private async connectHosts(attempt: number): Promise<void> {
    const ports = await Promise.all([...this.hosts].map(attach));
    if (attempt === this.attempt) this.handOver({ events: this.log.snapshot() }, ports);
  }
}

async function attach(host: UtilityHost): Promise<MessagePortMain> {
  const { port1, port2 } = new MessageChannelMain();
  await host.attachSeries(port1);
  return port2;
}
