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
 * The values of a cursor, each of which can be cast to the type at its place.
 * @throws Refusal CURSOR_INVALID when it is none, another list's, or not of our making.
 */
export function decodeCursor(mark: string, cursor: unknown, types: readonly string[]): readonly string[] {
  const parsed = parse(cursor);
  if (!Array.isArray(parsed) || parsed[0] !== mark || parsed.length !== types.length + 1)
    throw new Refusal('CURSOR_INVALID');
  const values = parsed.slice(1);
  if (!values.every((value, index) => isOfType(value, types[index]))) throw new Refusal('CURSOR_INVALID');
  return values;
}

/** Texts that PostgreSQL writes for the types that lists are ordered by; any other order is refused when tried. */
const shapes: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^[1-9]\d{3}-\d\d-\d\d$/,
  timestamptz: /^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/,
  integer: /^-?\d{1,9}$/,
  text: /^[^\0]*$/,
};

function isOfType(value: unknown, type = ''): value is string {
  if (typeof value !== 'string' || !shapes[type]?.test(value)) return false;
  if (type !== 'date' && type !== 'timestamptz') return true;
  const day = value.slice(0, 10);
  const time = Date.parse(`${day}T${type === 'date' ? '00:00:00' : value.slice(11, 19)}Z`);
  // JavaScript moves 31 February on into March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function parse(cursor: unknown): unknown {
  try {
    return JSON.parse(Buffer.from(String(cursor), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
