import { refused } from '../errors/refusal.js';
import { isIdentityNumber } from '../identity/verify/identity-number.js';

/** In characters. */
export const SUBJECT_MOST = 200;
export const TEXT_MOST = 10_000;

/** Eleven digits on their own, also written 6 + 5. */
const elevenDigits = /(?<!\d)(?=(\d{6})[\s.-]?(\d{5})(?!\d))/g;

/**
 * What somebody wrote, without white space around it.
 * @param most how many characters it may have.
 * @throws Refusal TEXT_LENGTH_INVALID, IDENTITY_NUMBER_IN_TEXT.
 */
export function writtenText(raw: string, field: string, most: number): string {
  const text = raw.trim();
  const length = [...text].length;
  // PostgreSQL keeps no NUL in a text.
  if (length === 0 || length > most || text.includes('\0')) throw refused('TEXT_LENGTH_INVALID', field);
  for (const [, date, rest] of text.matchAll(elevenDigits))
    if (isIdentityNumber(`${date}${rest}`, true)) throw refused('IDENTITY_NUMBER_IN_TEXT', field);
  return text;
}

/** An act that a phone may send twice needs a key. @throws Refusal INPUT_INVALID for an empty one. */
export function requireKey(key: string): void {
  if (!key.trim()) throw refused('INPUT_INVALID', 'idempotencyKey');
}
