import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { memoryNow, onSetup } from './setup.js';

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    if (String(data).includes('connection_init')) socket.send('{"type":"connection_ack"}');
  });
});

/** `ws` and nothing else: one frame, made once, goes to every socket that is open. */
onSetup(
  async () => {
    await new Promise<void>((listening) =>
      server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, listening),
    );
    return (server.address() as AddressInfo).port;
  },
  ({ frame }: { frame?: string }) => {
    if (frame === undefined) return memoryNow();
    const bytes = Buffer.from(frame);
    for (const socket of sockets.clients) socket.send(bytes, { binary: false });
    return {};
  },
);
