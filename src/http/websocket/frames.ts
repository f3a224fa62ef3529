import type { Told } from '../../pipeline/streaming/subscription.js';

/** The first byte of a frame that is a whole text. */
const TEXT = 0x81;
/** The longest text whose length stands in the second byte, and the longest whose length needs two more. */
const [SHORT, LONG] = [125, 65_535];

/**
 * A text as a frame of RFC 6455 that a server sends, in one piece: the network takes longer for two, head and text,
 * which is what `ws` hands it.
 */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const start = size <= SHORT ? 2 : size <= LONG ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + size);
  frame[0] = TEXT;
  frame[1] = size <= SHORT ? size : size <= LONG ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(size, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(size), 2);
  frame.write(text, start);
  return frame;
}

/** Somebody's frame, in which all but the id and the mark is everybody's. */
interface Pattern {
  readonly told: Told;
  readonly frame: Buffer;
  /** Bytes from the beginning of the frame to its text. */
  readonly start: number;
  /** Bytes of the id, and where the mark stands. */
  readonly idSize: number;
  readonly markAt: number;
  readonly markSize: number;
}

const BEFORE_ID = '{"id":';

/**
 * Frames of events. Those of one event differ by the ids that clients gave their subscriptions, mostly of one length, and
 * by the subscribers' own marks: the rest is made once.
 */
export class Frames {
  #last: Pattern | undefined;

  /**
   * The frame for a subscriber.
   * @param id as JSON, by which the client knows its subscription.
   * @param mark ASCII.
   */
  next(id: string, told: Told, mark: string): Buffer {
    const idSize = Buffer.byteLength(id);
    const last = this.#last;
    const fits = last?.told === told && last.idSize === idSize && last.markSize === mark.length;
    const pattern = fits ? last : patternOf(id, told, mark);
    this.#last = pattern;
    const frame = Buffer.from(pattern.frame);
    frame.write(id, pattern.start + BEFORE_ID.length);
    frame.write(mark, pattern.markAt, 'latin1');
    return frame;
  }
}

function patternOf(id: string, told: Told, mark: string): Pattern {
  const end = `${told.place}","eventId":"${told.eventId}"}}}`;
  const text = `${BEFORE_ID}${id},"type":"next","payload":{${told.payload},"extensions":{"cursor":"${mark}${end}`;
  const frame = textFrame(text);
  return {
    told,
    frame,
    start: frame.length - Buffer.byteLength(text),
    idSize: Buffer.byteLength(id),
    markAt: frame.length - end.length - mark.length,
    markSize: mark.length,
  };
}
