import { Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { catalogue } from '../../src/errors/catalogue.js';
import { mutatedFrame } from '../harness/mutated-frames.js';
import { type Message, RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

/** Codes that tell the client of a fault of its own. */
const ofClient = [1007, 1009, 4400, 4401, 4403, 4409, 4429];
/** What the inside of the server looks like. */
const inside =
  /node_modules|\.[jt]s:\d|\n\s+at |\/(?:tmp|work|home|usr)\/|select .* from|postgres|skolegraf_|pg_/i;

let town: Town;
const log: string[] = [];
beforeAll(async () => {
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  town = await aTown({ log: lines });
});
afterAll(() => town.close());

it('a thousand mutated frames end no more than their own sockets, with an error that the client can mend', async () => {
  const sockets = new Map<boolean, RawSocket>();
  const said: string[] = [];
  const codes = new Set<number>();
  const anew = async (signedIn: boolean) => {
    const raw = await (signedIn ? RawSocket.of(town, 'guardian') : RawSocket.open(town.url));
    sockets.set(signedIn, raw);
    return raw;
  };
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(mutatedFrame, async ({ frame, signedIn }) => {
      tried += 1;
      let raw = sockets.get(signedIn);
      if (raw && (raw.socket.readyState !== raw.socket.OPEN || tried % 20 === 0)) {
        await raw.leave();
        said.push(...raw.texts);
        raw = undefined;
      }
      raw ??= await anew(signedIn);
      raw.socket.send(frame, { binary: typeof frame !== 'string' });
      const before = raw.texts.length;
      const closing = await Promise.race([raw.closed, alive(raw, tried)]);
      if (closing) codes.add(closing.code);
      if (closing) expect(ofClient).toContain(closing.code);
      expect(closing?.reason ?? '').not.toMatch(inside);
      for (const text of raw.texts.slice(before)) expect(faultOf(text)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
  for (const raw of sockets.values()) {
    await raw.leave();
    said.push(...raw.texts);
  }
  expect(tried).toBe(1_000);
  expect([...codes]).toEqual(expect.arrayContaining([4400, 4401]));
  expect(said.flatMap((text) => faultOf(text) ?? [])).toEqual([]);
  expect(said.some((text) => text.includes('"error"'))).toBe(true);
  expect(log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  await vi.waitFor(() => expect(town.listening()).toBe(0));
  expect((await (await town.as('guardian')).send('{ viewer { roles } }')).data).toEqual({
    viewer: { roles: ['GUARDIAN'] },
  });
}, 120_000);

/** Ends when the socket gives a sign of life of its own. */
async function alive(raw: RawSocket, count: number): Promise<undefined> {
  raw.say({ type: 'ping', payload: { count } });
  for (;;) {
    const { type, payload } = await raw.next().catch(() => ({ type: 'pong', payload: { count } }));
    if (type === 'pong' && payload?.count === count) return undefined;
  }
}

/** What is wrong with something that the server said; undefined where it is as it should be. */
function faultOf(text: string): string | undefined {
  const message = JSON.parse(text) as Message;
  // A client's own words come back to it.
  if (message.type === 'pong' || message.type === 'connection_ack') return undefined;
  if (message.type !== 'error') return text;
  const errors = message.payload as { message: string; extensions: { code: keyof typeof catalogue } }[];
  const known = errors.every(({ extensions: { code } }) => catalogue[code]?.status < 500);
  return known && !errors.some((error) => inside.test(error.message)) ? undefined : text;
}
