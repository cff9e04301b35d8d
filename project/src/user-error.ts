/**
 * Something the user can put right: bad arguments, settings, a version or an environment that does not serve.
 * Its message is one whole sentence that says what is wrong and what to do; it is shown without a stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
