import type { Socket } from './socket.js';

/** Messages of one client that are heard in one turn of the event loop. */
const TOGETHER = 2;

/**
 * Hands on what a client says, for as long as its socket is open. Of a thousand messages that come at once some are heard
 * in each turn of the event loop, and everybody else in between; until all are, no more are read.
 */
export function hear(client: Socket, receive: (text: string) => void): void {
  const waiting: string[] = [];
  let heard = 0;
  let isCounting = false;
  const take = (text: string) => {
    heard += 1;
    if (client.isOpen) receive(text);
  };
  const turn = () => {
    heard = 0;
    isCounting = waiting.length > 0;
    if (!isCounting) return;
    waiting.splice(0, TOGETHER).forEach(take);
    if (waiting.length === 0) void client.drained().then(() => client.socket.resume());
    setImmediate(turn);
  };
  client.socket.on('message', (data) => {
    if (!isCounting) setImmediate(turn);
    isCounting = true;
    if (heard < TOGETHER && waiting.length === 0) return take(String(data));
    waiting.push(String(data));
    client.socket.pause();
  });
}
