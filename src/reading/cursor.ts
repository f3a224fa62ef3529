import { createHash } from 'node:crypto';
import { Refusal } from '../errors/refusal.js';

/** What a cursor of one list is bound to: a short digest of the list's type, field and order. */
export function listMark(type: string, field: string, order: readonly string[]): string {
  return createHash('sha256')
    .update(`${type}.${field}:${order.join(',')}`)
    .digest('base64url')
    .slice(0, 6);
}

/** An opaque cursor from a row's values in the list's order, as PostgreSQL wrote them (dates keep microseconds). */
export function encodeCursor(mark: string, values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([mark, ...values])).toString('base64url');
}

/**
 * The values of a cursor.
 * @throws Refusal CURSOR_INVALID when it is none, or another list's.
 */
export function decodeCursor(mark: string, cursor: unknown, length: number): readonly string[] {
  const parsed = parse(cursor);
  if (!Array.isArray(parsed) || parsed[0] !== mark || parsed.length !== length + 1)
    throw new Refusal('CURSOR_INVALID');
  const values = parsed.slice(1);
  if (!values.every((value) => typeof value === 'string')) throw new Refusal('CURSOR_INVALID');
  return values;
}

function parse(cursor: unknown): unknown {
  try {
    return JSON.parse(Buffer.from(String(cursor), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
