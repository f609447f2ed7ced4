import type { Terminal } from './terminal';

/** Where the parts of the app lie, and where results go. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Absolute path of `host.cjs`. */
  readonly hostScript: string;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Text of `--help`, line by line. */
  readonly help: readonly string[];
  /**
   * @param args what follows the command's name
   * @returns the exit code
   * @throws UsageError for what the caller has to put right
   */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
