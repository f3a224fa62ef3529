import type { GraphQLFormattedError } from 'graphql';

/**
 * Why a subscription is over for good. `code` is the server's (`NO_ACCESS`, `FORBIDDEN`, …) or one of the client's own:
 * `TOKEN_REFUSED` (a fresh token was refused too), `CONNECTION_BROKEN` (the socket was closed in a way that coming again
 * would not mend), `HANDLER_FAILED` (the application's own handler threw `cause`), `COMPLETED` (the server ended it).
 */
export class LiveEnded extends Error {
  override readonly name = 'LiveEnded';
  /** The server's errors, where it sent some. */
  readonly errors: readonly GraphQLFormattedError[];

  constructor(
    readonly code: string,
    message: string,
    { cause, errors = [] }: { cause?: unknown; errors?: readonly GraphQLFormattedError[] } = {},
  ) {
    super(message, { cause });
    this.errors = errors;
  }
}
