import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

/** What a client subscribed to, as it sent it. */
export interface TinySubscribe {
  readonly id: string;
  readonly payload: { readonly query: string; readonly variables: Record<string, unknown> };
}

/** One client's socket, seen from the server. */
export interface TinySocket {
  readonly token: string;
  readonly subscribed: readonly TinySubscribe[];
  readonly completed: readonly string[];
  readonly pings: readonly unknown[];
  readonly pongs: readonly unknown[];
  /** Waits until so many operations were asked for in all. @returns the last of them. */
  operation(count?: number): Promise<TinySubscribe>;
  /** An event for an operation: `{ data: { heard: name } }`, with its id and its cursor. */
  event(id: string, name: string, cursor?: string): void;
  error(id: string, code: string): void;
  ping(cursors: Record<string, string>): void;
  send(message: object): void;
  close(code: number): void;
  /** Ends the connection without a word. */
  cut(): void;
}

/** A server of the protocol, written by hand, that does exactly what a test tells it to. */
export interface TinyLive {
  readonly url: string;
  readonly sockets: readonly TinySocket[];
  /** Waits for the socket of this number, the first is 1, until it has said who it is. */
  socket(number: number): Promise<TinySocket>;
  /** Tokens that it closes with 4403, and those that it never answers. */
  readonly refused: Set<string>;
  readonly unanswered: Set<string>;
  close(): Promise<void>;
}

export async function aTinyLive(): Promise<TinyLive> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: ([first]) => first ?? false,
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const sockets: TinySocket[] = [];
  const [refused, unanswered] = [new Set<string>(), new Set<string>()];
  server.on('connection', (socket) => receive(socket, { refused, unanswered }, (open) => sockets.push(open)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    sockets,
    refused,
    unanswered,
    socket: (number) =>
      vi.waitFor(() => {
        const socket = sockets[number - 1];
        if (!socket) throw new Error(`${sockets.length} of ${number} sockets have come`);
        return socket;
      }, 5_000),
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Message =
  | { type: 'connection_init'; payload: { authorization: string } }
  | ({ type: 'subscribe' } & TinySubscribe)
  | { type: 'complete'; id: string }
  | { type: 'ping' | 'pong'; payload?: unknown };

function receive(
  socket: WebSocket,
  { refused, unanswered }: Pick<TinyLive, 'refused' | 'unanswered'>,
  opened: (open: TinySocket) => void,
): void {
  const subscribed: TinySubscribe[] = [];
  const completed: string[] = [];
  const [pings, pongs]: [unknown[], unknown[]] = [[], []];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'subscribe') subscribed.push(message);
    if (message.type === 'complete') completed.push(message.id);
    if (message.type === 'ping') pings.push(message.payload);
    if (message.type === 'pong') pongs.push(message.payload);
    if (message.type !== 'connection_init') return;
    const token = message.payload.authorization.replace('Bearer ', '');
    opened(tinySocket(socket, { token, subscribed, completed, pings, pongs }));
    if (refused.has(token)) socket.close(4403, 'Forbidden');
    else if (!unanswered.has(token)) socket.send('{"type":"connection_ack"}');
  });
}

type Received = Pick<TinySocket, 'token' | 'subscribed' | 'completed' | 'pings' | 'pongs'>;

function tinySocket(socket: WebSocket, received: Received): TinySocket {
  const send = (message: object) => socket.send(JSON.stringify(message));
  return {
    ...received,
    operation: (count = 1) =>
      vi.waitFor(() => {
        const last = received.subscribed[count - 1];
        if (!last) throw new Error(`${received.subscribed.length} of ${count} operations were asked for`);
        return last;
      }, 5_000),
    event: (id, name, cursor = `cursor-${name}`) =>
      send({
        type: 'next',
        id,
        payload: { data: { heard: name }, extensions: { cursor, eventId: `id-${name}` } },
      }),
    error: (id, code) => send({ type: 'error', id, payload: [{ message: code, extensions: { code } }] }),
    ping: (cursors) => send({ type: 'ping', payload: { cursors } }),
    send,
    close: (code) => socket.close(code, 'as the test says'),
    cut: () => socket.terminate(),
  };
}
