import { connect, type Socket } from 'node:net';

const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** What a socket tells its owner. */
export interface Heard {
  /** A whole message of text, valid until it returns. */
  text(message: Buffer): void;
  /** The socket is gone. */
  gone(why: string): void;
}

/** A WebSocket as thin as can be, since it works on the same processors as what it measures. */
export interface RawSocket {
  send(text: string): void;
}

/** Opens one to a server on this machine. @throws Error when it is refused. */
export async function openSocket(port: number, heard: Heard): Promise<RawSocket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n` +
      `sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  const receive = receiver(socket, heard);
  await new Promise<void>((opened, refused) => {
    let answer: Buffer = Buffer.alloc(0);
    socket.once('error', refused).once('close', () => refused(new Error('closed before it was open')));
    socket.on('data', function read(chunk: Buffer) {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', read).on('data', receive);
      if (!answer.includes(' 101 ')) refused(new Error(answer.toString('latin1', 0, 100)));
      if (answer.length > end + 4) receive(answer.subarray(end + 4));
      opened();
    });
  });
  socket.removeAllListeners('error').removeAllListeners('close');
  socket
    .on('error', (error) => heard.gone(error.message))
    .on('close', () => heard.gone('the connection was cut'));
  return { send: (text) => void socket.write(frame(TEXT, Buffer.from(text))) };
}

function receiver(socket: Socket, heard: Heard): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    while (bytes.length > 0) {
      const found = firstFrame(bytes);
      if (!found) {
        rest = Buffer.from(bytes);
        return;
      }
      bytes = bytes.subarray(found.size);
      const { kind, body } = found;
      if (kind === TEXT) heard.text(body);
      else if (kind === PING) socket.write(frame(PONG, body));
      else if (kind === CLOSE) heard.gone(`closed with ${body.readUInt16BE(0)} ${body.toString('utf8', 2)}`);
    }
  };
}

/** The first whole frame; servers send theirs unmasked, and these send no fragments. */
function firstFrame(bytes: Buffer): { kind: number; body: Buffer; size: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short === 127) throw new Error('a frame of more than 64 KB');
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const size = start + (short === 126 ? bytes.readUInt16BE(2) : short);
  if (bytes.length < size) return undefined;
  return { kind: (bytes[0] ?? 0) & 0x0f, body: bytes.subarray(start, size), size };
}

/** A client's frame, masked with zeros, which leave it as it is. */
function frame(kind: number, body: Buffer): Buffer {
  const long = body.length > 125;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = 0x80 | kind;
  head[1] = 0x80 | (long ? 126 : body.length);
  if (long) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
