import type { ErrorCode } from '../errors/catalogue.js';
import { describeError, type Logger } from './logging.js';

/**
 * Writes down what could not be answered: a bug in full each time, and of a time without the database its first failure
 * in full, its end, and a line for each operation between them.
 */
export class Failures {
  #isAway = false;

  constructor(readonly log: Logger) {}

  report(failure: unknown, code: ErrorCode, requestId: string, what: string): void {
    const { stack: _calls, ...reason } = describeError(failure);
    // An issuer that can't be asked says so in a line of its own, and has nothing to do with the database.
    const isOfIssuer = reason.type === 'Refusal';
    if (code === 'UNAVAILABLE' && (this.#isAway || isOfIssuer)) {
      this.log.warn({ requestId, code, reason }, what);
      return;
    }
    if (code === 'UNAVAILABLE') this.#isAway = true;
    this.log.error({ requestId, code, err: failure }, what);
  }

  /** Says that the database has answered an operation. */
  answered(): void {
    if (this.#isAway) this.log.error('operations are answered again');
    this.#isAway = false;
  }
}
