import type { ErrorCode } from './catalogue.js';

/** SQLSTATEs of statements that were cancelled for their time: query_canceled, transaction_timeout. */
const tooSlow = new Set(['57014', '25P04', '25P03']);

/** Classes of SQLSTATE that say the database is away, full, takes no connections of ours, or asks to try again. */
const unavailable = /^(?:08|28|3D|53|57P|40|55000|55P03|58)/;

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What the driver, and the ORM above it, say in words alone of a connection or transaction that is gone. */
const words =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable|Cannot use a pool|already (?:been )?(?:committed|rolled back|released|destroyed)/i;

/** Whether a code is an SQLSTATE, so that the error's message may hold SQL and values. */
export function isSqlState(code: unknown): code is string {
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}

/** The code of an error that a database driver threw for its time or its connection; undefined for any other. */
export function databaseFailure(error: Error): ErrorCode | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (isSqlState(code)) {
    if (tooSlow.has(code)) return 'OPERATION_TOO_SLOW';
    return unavailable.test(code) ? 'UNAVAILABLE' : undefined;
  }
  if (typeof code === 'string' && network.has(code)) return 'UNAVAILABLE';
  return words.test(error.message) ? 'UNAVAILABLE' : undefined;
}

/** Whether something failed because the database was away: tried again, it may succeed. */
export const isAway = (failure: unknown): boolean =>
  failure instanceof Error && databaseFailure(failure) === 'UNAVAILABLE';
