/** A fault of input that its author can mend: a config, a dictionary, a command line. Shown without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
