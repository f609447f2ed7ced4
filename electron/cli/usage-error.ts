/** What a person has to put right: ends the command with exit code 2 and one line per problem, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
