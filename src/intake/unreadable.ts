/** A source that no reader can take: one Chinese sentence for people, a code (too-large, too-deep, binary …) for programs. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
