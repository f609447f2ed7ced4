import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error';

/**
 * Node's `parseArgs`, its refusals as those of this command.
 * @param command for the advice: `run`
 * @throws UsageError
 */
export function parseOptions<O extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The first sentence names the option; what follows is advice on how Node reads dashes.
    const [reason = message] = message.split(/\.(?:\s|$)/);
    throw new UsageError([`${reason}. See 'unroll ${command} --help'.`]);
  }
}
