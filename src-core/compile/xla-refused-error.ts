/** XLA is missing in this TensorFlow, or does not take the function. The function may run all the same, as `graph`. */
export class XlaRefusedError extends Error {
  override readonly name = 'XlaRefusedError';

  /** @param reason TensorFlow's own error. */
  constructor(functionName: string, reason: unknown) {
    const message = reason instanceof Error ? reason.message : String(reason);
    super(
      `XLA did not compile ${functionName}: ${message.trim()} Compile it with kind 'graph', which needs no XLA, or leave out ` +
        'the operations named.',
      { cause: reason },
    );
  }
}
