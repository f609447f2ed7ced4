// Entry of the command line: finds the command, runs it, ends with its exit code. No window, same engine, same numbers.
import path from 'node:path';
import { version } from '../../package.json';
import { articleCommand } from './article-command';
import type { Command, CommandContext } from './command';
import { doctorCommand } from './doctor-command';
import { exitCodes } from './exit-code';
import { exportCommand } from './export-command';
import { presetCommand, presetsCommand } from './presets-command';
import { runCommand } from './run-command';
import { processTerminal } from './terminal';
import { UsageError } from './usage-error';
import { verifyCommand } from './verify-command';

const commands: readonly Command[] = [
  runCommand,
  verifyCommand,
  exportCommand,
  presetsCommand,
  presetCommand,
  articleCommand,
  doctorCommand,
];

function overview(): readonly string[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `Unroll ${version}: trains recurrent networks and shows how.`,
    '',
    'unroll <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    "'unroll <command> --help' tells the options of a command. --version tells this version.",
  ];
}

function findCommand(name: string): Command {
  const command = commands.find((known) => known.name === name);
  if (command !== undefined) return command;
  const names = commands.map((known) => known.name).join(', ');
  throw new UsageError([`Expected a command (${names}), got '${name}'. See 'unroll --help'.`]);
}

async function main(args: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    terminal.result(version);
    return exitCodes.ok;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    for (const line of overview()) terminal.result(line);
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  const command = findCommand(name);
  if (!rest.includes('--help') && !rest.includes('-h')) return command.run(rest, context);
  for (const line of command.help) terminal.result(line);
  return exitCodes.ok;
}

/** What went wrong, as lines for a person. Only a fault of the program itself is told with its stack. */
function explain(error: unknown): { readonly lines: readonly string[]; readonly exitCode: number } {
  if (error instanceof UsageError) return { lines: error.problems, exitCode: exitCodes.usage };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    lines: [`Unroll failed, and it is not your doing. Please report this: ${stack}`],
    exitCode: exitCodes.failed,
  };
}

async function runProcess(): Promise<void> {
  const terminal = processTerminal(process);
  const args = process.argv.slice(2);
  const context = { terminal, hostScript: path.join(__dirname, '..', 'trainer', 'host.cjs') };
  try {
    process.exitCode = await main(args, context);
  } catch (error) {
    const { lines, exitCode } = explain(error);
    for (const line of lines) terminal.say(line);
    if (args.includes('--json')) terminal.result(JSON.stringify({ error: { exitCode, problems: lines } }));
    process.exitCode = exitCode;
  }
}

void runProcess();
