import type { Told } from '../../pipeline/streaming/subscription.js';

/** The first byte of a frame that is a whole text. */
const TEXT = 0x81;
/** The longest text whose length stands in the second byte, and the longest whose length needs two more. */
const [SHORT, LONG] = [125, 65_535];

/**
 * A text as a frame of RFC 6455 that a server sends, in one piece: the network takes it in some five sixths of the time
 * that it takes for the two pieces, head and text, that `ws` hands it.
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

/** Somebody's frame, and where in it the mark stands. */
interface Pattern {
  readonly frame: Buffer;
  readonly at: number;
}

/** Frames of events. Those of one event differ by the subscribers' own marks, all of one length: the rest is made once. */
export class Frames {
  #last: (Pattern & { readonly id: string; readonly told: Told }) | undefined;

  /** The frame for a subscriber, by the id that the client gave its subscription. */
  next(id: string, told: Told, mark: string): Buffer {
    if (this.#last?.told !== told || this.#last.id !== id)
      this.#last = { id, told, ...patternOf(id, told, mark) };
    const frame = Buffer.from(this.#last.frame);
    frame.write(mark, this.#last.at, 'latin1');
    return frame;
  }
}

function patternOf(id: string, { payload, place, eventId }: Told, mark: string): Pattern {
  const end = `${place}","eventId":"${eventId}"}}}`;
  const frame = textFrame(
    `{"id":${JSON.stringify(id)},"type":"next","payload":{${payload},"extensions":{"cursor":"${mark}${end}`,
  );
  return { frame, at: frame.length - end.length - mark.length };
}
