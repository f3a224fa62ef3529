import { createHash } from 'node:crypto';

/** Where in the log a subscriber stands: the last event that was decided on, delivered or not. */
export interface StreamCursor {
  readonly position: number;
  /** Undefined before the first event of the log. */
  readonly eventId: string | undefined;
}

/** What a cursor is bound to: a digest of who subscribes and to what. */
export function streamMark(subject: string, subscription: string): string {
  return createHash('sha256').update(`${subject} ${subscription}`).digest('base64url').slice(0, 12);
}

/** An opaque cursor. */
export function writeStreamCursor(mark: string, { position, eventId }: StreamCursor): string {
  return Buffer.from(JSON.stringify([mark, position, eventId ?? null])).toString('base64url');
}

/** The place that a cursor names; undefined for what is none, or another subscriber's, or of another subscription. */
export function readStreamCursor(mark: string, cursor: string): StreamCursor | undefined {
  const parsed = parse(cursor);
  if (!Array.isArray(parsed) || parsed.length !== 3 || parsed[0] !== mark) return undefined;
  const [, position, eventId] = parsed as unknown[];
  if (!Number.isSafeInteger(position) || (position as number) < 0) return undefined;
  if (eventId !== null && typeof eventId !== 'string') return undefined;
  return { position: position as number, eventId: eventId ?? undefined };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
