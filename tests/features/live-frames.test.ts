import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Frames, textFrame } from '../../src/http/websocket/frames.js';

const server = createServer();
const sockets = new WebSocketServer({ server });
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  sockets.close();
  server.closeAllConnections();
  server.close();
});

/** What a client reads of these frames. */
async function readBy(frames: readonly Buffer[]): Promise<readonly string[]> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [, request] = await once(sockets, 'connection');
  const texts: string[] = [];
  const all = new Promise<void>((resolve, reject) => {
    client.on('error', reject).on('message', (data, isBinary) => {
      texts.push(isBinary ? 'not a text' : String(data));
      if (texts.length === frames.length) resolve();
    });
  });
  for (const frame of frames) request.socket.write(frame);
  await all;
  client.terminate();
  return texts;
}

it('a client reads texts of every length as they were sent', async () => {
  const texts = [1, 125, 126, 127, 65_535, 65_536, 100_000].map((size) => 'a'.repeat(size));
  expect(await readBy(texts.map(textFrame))).toEqual(texts);
});

it('a client reads texts whose letters take more than one byte as they were sent', async () => {
  const texts = ['på skolen', 'å'.repeat(63), 'ß'.repeat(32_768), '🎒'.repeat(20)];
  expect(await readBy(texts.map(textFrame))).toEqual(texts);
});

it('subscribers of one event get the same payload under their own ids and cursors', async () => {
  const frames = new Frames();
  const told = { payload: '"data":{"text":"på skolen"}', place: 'place', eventId: 'event' };
  const other = { ...told, payload: '"data":{"text":"hjemme"}' };
  const sent = [
    frames.next('"1"', told, 'marked-by-me'),
    frames.next('"2"', told, 'marked-by-us'),
    frames.next('"\\"å"', told, 'marked-by-me'),
    frames.next('"øå"', other, 'marked-by-us'),
    frames.next('"øå"', other, 'marked-by-you'),
  ];
  const nextOf = (id: string, text: string, cursor: string) => ({
    id,
    type: 'next',
    payload: { data: { text }, extensions: { cursor, eventId: 'event' } },
  });
  expect((await readBy(sent)).map((text) => JSON.parse(text))).toEqual([
    nextOf('1', 'på skolen', 'marked-by-meplace'),
    nextOf('2', 'på skolen', 'marked-by-usplace'),
    nextOf('"å', 'på skolen', 'marked-by-meplace'),
    nextOf('øå', 'hjemme', 'marked-by-usplace'),
    nextOf('øå', 'hjemme', 'marked-by-youplace'),
  ]);
});
