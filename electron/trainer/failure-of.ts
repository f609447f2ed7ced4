import type { Failure, FailureKind } from '../../src-core/contract/failure';

/** What was thrown, as a failure that crosses threads: one sentence for people, the stack for the log. */
export function failureOf(kind: FailureKind, thrown: unknown, subject: string): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { kind, message: `${subject}: ${oneSentence(error)}`, stack: error.stack ?? null };
}

/** The first line of an error's message; its name where it says more than `Error`. What follows is for the log. */
export function oneSentence(error: Error): string {
  const message = error.message.trim().split('\n', 1)[0]?.trim() || 'no message was given';
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  return `${name}${message}${/[.!?]$/.test(message) ? '' : '.'}`;
}
