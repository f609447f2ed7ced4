// One peer as a running process: waits until it is told to train, so that peers can take turns on one CPU.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Peer } from './peer';
import { type PeerReply, type PeerRequest, parseReply } from './protocol';

interface Pending {
  readonly resolve: (reply: PeerReply) => void;
  readonly reject: (error: Error) => void;
}

/** Last characters of stderr that a lost peer is quoted with. */
const QUOTE = 1500;

export class PeerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #name: string;
  #pending: Pending | null = null;
  #errors = '';
  /** Why the process is no more; null while it runs. */
  #lost: Error | null = null;

  /** Starts the peer, bound to `core` where the system can bind (Linux, `taskset`). */
  constructor(peer: Peer, core: number | null) {
    const [program = '', ...rest] = boundTo(core, peer.command);
    this.#name = peer.name;
    this.#child = spawn(program, rest, { env: { ...process.env, ...peer.environment }, stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-QUOTE);
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#answer(line));
    // A peer that ended leaves a broken pipe behind; its end is told by 'close'.
    this.#child.stdin.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => this.#lose(error.message, resolve));
      this.#child.once('close', (code, signal) =>
        this.#lose(`ended with ${signal ?? `code ${code}`}`, resolve),
      );
    });
  }

  /**
   * Sends a request and waits for its reply.
   * @throws when the process ends before it has answered, or answers with something else than a reply.
   */
  request(request: PeerRequest): Promise<PeerReply> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Closes the peer's stdin, upon which it ends, and waits for that. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  #answer(line: string): void {
    const pending = this.#pending;
    // Libraries greet on stdout while they load; a reply is a line of JSON that was waited for.
    if (pending === null || !line.startsWith('{')) return;
    this.#pending = null;
    try {
      pending.resolve(parseReply(line));
    } catch (error) {
      pending.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #lose(how: string, done: () => void): void {
    this.#lost ??= new Error(`${this.#name} ${how}. ${this.#errors.trim()}`.trim());
    this.#pending?.reject(this.#lost);
    this.#pending = null;
    done();
  }
}

/** True where processes can be bound to a CPU. */
export function canBind(): boolean {
  return spawnSync('taskset', ['-V'], { stdio: 'ignore' }).status === 0;
}

function boundTo(core: number | null, command: readonly string[]): readonly string[] {
  return core === null || !canBind() ? command : ['taskset', '-c', String(core), ...command];
}
