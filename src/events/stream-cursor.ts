import { createHash } from 'node:crypto';

/** Where in the log a subscriber stands: the last event that was decided on, delivered or not. */
export interface StreamCursor {
  readonly position: number;
  readonly eventId: string;
  /** Which log it is of. */
  readonly epoch: string;
}

/** The length of a mark, in characters. */
const MARK = 12;

/** What a cursor is bound to: a digest of who subscribes and to what. */
export function streamMark(subject: string, subscription: string): string {
  return createHash('sha256').update(`${subject} ${subscription}`).digest('base64url').slice(0, MARK);
}

/** The part of a cursor that all subscribers of an event share: written once, however many there are. */
export function writePlace({ position, eventId, epoch }: StreamCursor): string {
  return Buffer.from(JSON.stringify([epoch, position, eventId])).toString('base64url');
}

/** An opaque cursor. */
export const writeStreamCursor = (mark: string, place: StreamCursor): string => mark + writePlace(place);

/** The place that a cursor names; undefined for what is none, or another subscriber's, or of another subscription. */
export function readStreamCursor(mark: string, cursor: string): StreamCursor | undefined {
  if (cursor.slice(0, MARK) !== mark) return undefined;
  const parsed = parse(cursor.slice(MARK));
  if (!Array.isArray(parsed) || parsed.length !== 3) return undefined;
  const [epoch, position, eventId] = parsed as unknown[];
  if (typeof epoch !== 'string' || typeof eventId !== 'string' || !uuid.test(eventId)) return undefined;
  if (!Number.isSafeInteger(position) || (position as number) < 0) return undefined;
  return { position: position as number, eventId, epoch };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
