import { connect, type Socket } from 'node:net';

/** One HTTP request, ready to be written to a socket. */
export type Wire = Buffer;

/** What one round of load showed. */
export interface Round {
  readonly perSecond: number;
  /** Milliseconds of each answer. */
  readonly latencies: readonly number[];
}

export const CONNECTIONS = 16;

/** A POST with a JSON body. */
export function post(path: string, token: string, body: unknown): Wire {
  const text = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: ${token}\r\naccept: application/json\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}

/**
 * Keeps 16 connections busy for a while: each sends its next request when the answer to the last is there. The client
 * is as thin as can be, since it works on the same processors as what it measures.
 * @param times whether requests are sent again and again, or once, and the round ends with the last of them.
 * @throws Error when an answer is not a 200.
 */
export async function load(
  port: number,
  wires: readonly Wire[],
  milliseconds: number,
  times: 'repeatedly' | 'once' = 'repeatedly',
): Promise<Round> {
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + milliseconds;
  let next = 0;
  const busy = async () => {
    const client = await open(port);
    try {
      while (performance.now() < until && (times === 'repeatedly' || next < wires.length)) {
        const sent = performance.now();
        await client.ask(wires[next++ % wires.length] as Wire);
        latencies.push(performance.now() - sent);
      }
    } finally {
      client.socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, busy));
  return { perSecond: (latencies.length * 1000) / (performance.now() - begun), latencies };
}

/** The whole answer to one request. */
export async function askOnce(port: number, wire: Wire): Promise<string> {
  const client = await open(port);
  try {
    return (await client.ask(wire)).toString('utf8');
  } finally {
    client.socket.destroy();
  }
}

async function open(port: number): Promise<{ socket: Socket; ask(wire: Wire): Promise<Buffer> }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail));
  let received: Buffer = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<Buffer> | undefined;
  const end = (error: Error) => waiting?.reject(error);
  socket.on('error', end).on('close', () => end(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const body = wholeBody(received);
    if (body === undefined) return;
    const status = received.toString('latin1', 9, 12);
    received = Buffer.alloc(0);
    if (status === '200') waiting?.resolve(body);
    else waiting?.reject(new Error(`answered ${status}: ${body.toString('utf8', 0, 500)}`));
  });
  return {
    socket,
    ask(wire) {
      waiting = Promise.withResolvers();
      socket.write(wire);
      return waiting.promise;
    },
  };
}

/** The body once it is all there; the servers say its length, or send it in chunks. */
function wholeBody(received: Buffer): Buffer | undefined {
  const split = received.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const head = received.toString('latin1', 0, split).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined)
    return received.length - split - 4 >= Number(length) ? received.subarray(split + 4) : undefined;
  const tail = received.toString('latin1', received.length - 5);
  return tail === '0\r\n\r\n' ? unchunked(received.subarray(split + 4)) : undefined;
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 4 + size;
  }
}
