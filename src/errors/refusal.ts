import { type ErrorCode, sentence } from './catalogue.js';

/** An operation, or a part of one, that is refused for a reason in the catalogue. It names nobody's data. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ErrorCode,
    /** The input field that the user can mend, as a dotted path below `input`. */
    readonly field?: string,
  ) {
    // Its code says all: where it was thrown is of no use, and costs as much as many an answer.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(sentence(code, 'en'));
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Refuses an act in a way that the user can mend, since it names the input field: it becomes an entry of the payload's
 * `userErrors`, and nothing is written. `throw refused('EMAIL_INVALID', 'email')`.
 */
export function refused(code: ErrorCode, field: string): Refusal {
  return new Refusal(code, field);
}
