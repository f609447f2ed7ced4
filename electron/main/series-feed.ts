// Brings run events to the window. While a trainer process lives, they take a port straight from it to the window and main
// is not in between; what happened before, and the end of a run whose process is gone, comes from main's own log.
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { SeriesHandover } from '../../src-core/contract/ipc';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { RunLog } from './run-log';
import type { UtilityHost } from './fork-utility-host';

/** Hands a window the events so far together with the port of those to come. */
export type HandOver = (handover: SeriesHandover, port: MessagePortMain) => void;

export class SeriesFeed {
  private host: UtilityHost | null = null;
  /** Main's end of the window's port, while no process has it. */
  private ownPort: MessagePortMain | null = null;
  private subscribed = false;
  /** Tells the latest attempt at a connection from those it overtook. */
  private attempt = 0;

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
    this.closeOwnPort();
  }

  /** Takes over a trainer process from its start; its end is noticed here. */
  useHost(host: UtilityHost): void {
    this.host = host;
    host.onExit(() => {
      if (this.host !== host) return;
      this.host = null;
      this.connect();
    });
    this.connect();
  }

  /** Takes in an event of the current experiment, whoever sent it. */
  tell(event: RunEvent): void {
    this.log.append(event);
    this.ownPort?.postMessage(event);
  }

  private connect(): void {
    if (!this.subscribed) return;
    this.attempt += 1;
    this.closeOwnPort();
    const { port1, port2 } = new MessageChannelMain();
    if (this.host === null) {
      this.ownPort = port1;
      this.handOver({ events: this.log.snapshot() }, port2);
    } else void this.connectToHost(this.host, port1, port2, this.attempt);
  }

  /** Once the process has acknowledged its end of the port, the log holds exactly the events that did not go through it. */
  private async connectToHost(
    host: UtilityHost,
    hostPort: MessagePortMain,
    pagePort: MessagePortMain,
    attempt: number,
  ): Promise<void> {
    await host.attachSeries(hostPort);
    if (attempt === this.attempt) this.handOver({ events: this.log.snapshot() }, pagePort);
  }

  private closeOwnPort(): void {
    this.ownPort?.close();
    this.ownPort = null;
  }
}
