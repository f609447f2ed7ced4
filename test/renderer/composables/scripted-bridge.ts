// The far side of the bridge, driven by a test: it answers when told to, and announces what it is given.
import type {
  TrainingBridge,
  ControlRequest,
  InspectRequest,
  MenuCommand,
  StartReply,
  StartRequest,
} from '../../../src-core/contract/ipc';
import type { InspectionAnswer } from '../../../src-core/contract/inspection';
import type { RunEvent } from '../../../src-core/contract/run-event';
import { started } from '../runs/run-events';

export class ScriptedBridge implements TrainingBridge {
  readonly controlled: ControlRequest[] = [];
  readonly requests: StartRequest[] = [];
  readonly inspected: InspectRequest[] = [];
  private readonly answerInspections: ((answer: InspectionAnswer) => void)[] = [];
  private answerStart: ((reply: StartReply) => void) | null = null;
  private failStart: ((error: Error) => void) | null = null;
  private readonly eventListeners = new Set<(event: RunEvent) => void>();
  private readonly menuListeners = new Set<(command: MenuCommand) => void>();

  describe(): never {
    throw new Error('The page describes itself before the lab is there.');
  }

  hostState() {
    return Promise.resolve({ kind: 'ready', report: started().engine } as const);
  }

  chooseLanguage(): Promise<null> {
    return Promise.resolve(null);
  }

  start(request: StartRequest): Promise<StartReply> {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      this.answerStart = resolve;
      this.failStart = reject;
    });
  }

  control(request: ControlRequest): Promise<null> {
    this.controlled.push(request);
    return Promise.resolve(null);
  }

  inspect(request: InspectRequest): Promise<InspectionAnswer> {
    this.inspected.push(request);
    return new Promise((resolve) => this.answerInspections.push(resolve));
  }

  reveal(): Promise<null> {
    return Promise.reject(new Error('No such folder.'));
  }

  edited(): Promise<null> {
    return Promise.resolve(null);
  }

  onOpened(): () => void {
    return () => undefined;
  }

  onEntered(): () => void {
    return () => undefined;
  }

  onSaved(): () => void {
    return () => undefined;
  }

  onHostState(): () => void {
    return () => undefined;
  }

  onLanguage(): () => void {
    return () => undefined;
  }

  onMenuCommand(listener: (command: MenuCommand) => void): () => void {
    this.menuListeners.add(listener);
    return () => this.menuListeners.delete(listener);
  }

  onRunEvent(listener: (event: RunEvent) => void): () => void {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  }

  /** How many still listen: none once their scope has ended. */
  get listeners(): number {
    return this.eventListeners.size + this.menuListeners.size;
  }

  send(...events: readonly RunEvent[]): void {
    for (const event of events) for (const listener of this.eventListeners) listener(event);
  }

  choose(kind: MenuCommand['kind']): void {
    for (const listener of this.menuListeners) listener({ kind });
  }

  reply(reply: StartReply): void {
    this.answerStart?.(reply);
  }

  /** Answers the question asked first of those without an answer. */
  answerInspection(answer: InspectionAnswer): void {
    this.answerInspections.shift()?.(answer);
  }

  fail(message: string): void {
    this.failStart?.(new Error(message));
  }
}
