/** A fault of input that its author can mend: a config, a dictionary, a command line. Shown without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A source that no reader can take: one Chinese sentence for people, a code (too-large, too-deep, binary …) for programs. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
